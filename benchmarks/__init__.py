"""Speed and memory, measured: `python -m benchmarks`. One module per figure, each with a `measure(effort)`."""

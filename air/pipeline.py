"""The whole recognition in one function; each stage is a plain function in a module of that name."""

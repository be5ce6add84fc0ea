"""What touches the machine: database, queue, blobs, outgoing HTTP."""

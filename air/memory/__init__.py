"""Memory: what a validated document tells about the next one of its layout. Pure functions on what was found, no I/O.

A validated document becomes an `Entry`: the words that stand around (`layout`) and where each right value stood among
them (`entry`). A new document is compared with all entries (`index`); from those that look like it, every candidate
gets evidence for or against it (`evidence`), which moves the score of the pretrained models (`recall`).
"""

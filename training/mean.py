#!/usr/bin/env python3
"""The weighted mean of checkpoints of one descent: OUT.pt holds the sum of each SHARE times the weights of FILE.pt.

usage: mean.py OUT.pt SHARE=FILE.pt SHARE=FILE.pt …

The shares must sum to one. Passes that begin where another ended can be averaged so; trainings from unlike starts cannot.
"""
import sys

import start


def main(out, *parts):
    shares = [(float(share), path) for share, _, path in (part.partition("=") for part in parts)]
    if not shares or abs(sum(share for share, _ in shares) - 1) > 1e-6:
        raise SystemExit("mean.py: the shares must sum to one, as in: mean.py OUT.pt 0.4=A.pt 0.6=B.pt")
    total, reader = {}, None
    for share, path in shares:
        reader = start.load(path)
        for name, value in reader.state_dict().items():
            total[name] = total.get(name, 0) + share * value.double()
    reader.load_state_dict({name: total[name].to(value.dtype) for name, value in reader.state_dict().items()})
    start.save(out, reader)


if __name__ == "__main__":
    main(*sys.argv[1:])

"""Reads a CSV file whole and writes it in a columnar format: peer.py <pandas|polars-parquet|polars-ipc> <csv> <out>."""

import sys

contender, source, out = sys.argv[1:]
if contender == "pandas":
    import pandas

    pandas.read_csv(source).to_parquet(out, engine="pyarrow")
else:
    import polars

    table = polars.read_csv(source)
    if contender == "polars-ipc":
        table.write_ipc(out)
    else:
        table.write_parquet(out)

"""Measure counting 100,000 statements by speaker and topic with Arrow, DuckDB and Dask."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

import dask.dataframe
import duckdb
import pyarrow
import pyarrow.parquet
from data import write
from report import Row, Table

from brics_cities import load

SQL = """
    select speaker, topic, count(*) as statements
    from (select speaker, unnest(string_split(topics, ' ')) as topic from '{file}')
    group by speaker, topic order by speaker, topic
"""


def measure() -> list[Table]:
    """Time each step; DuckDB and Dask must give the same counts."""
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as name:
        directory = Path(name)
        write(directory / "data", 18_260, 100_000)
        statements = load(directory / "data").statements

        start = time.perf_counter()
        flat = statements.rows()
        rows.append(("rows()", f"{time.perf_counter() - start:.2f} s"))

        start = time.perf_counter()
        file = directory / "statements.parquet"
        pyarrow.parquet.write_table(pyarrow.Table.from_pylist(flat), file)
        rows.append(("pyarrow, to Parquet", f"{time.perf_counter() - start:.2f} s"))

        start = time.perf_counter()
        counted = duckdb.sql(SQL.format(file=file)).fetchall()
        rows.append((f"DuckDB, {len(counted):,} pairs of speaker and topic", f"{time.perf_counter() - start:.2f} s"))

        start = time.perf_counter()
        frame = dask.dataframe.read_parquet(file, columns=["speaker", "topics"])
        pairs = frame.assign(topic=frame["topics"].str.split(" ")).explode("topic")
        grouped = pairs.groupby(["speaker", "topic"]).size().compute()
        rows.append((f"Dask, {len(grouped):,} pairs", f"{time.perf_counter() - start:.2f} s"))
    assert {(speaker, topic): count for speaker, topic, count in counted} == grouped.to_dict()
    return [Table("100,000 statements by speaker and topic", ("step", "measured"), rows)]

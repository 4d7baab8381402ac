"""A Parquet file of articles → its rows as pages, batch by batch.

Needs pyarrow, which is an extra (OR115 says how to get it). Only the columns that are used are read. Rows are numbered
from 1 on. Which column is what is `columns`' concern.
"""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from onrecord.errors import OnRecordError
from onrecord.read.capture import MAX_BYTES
from onrecord.read.columns import Columns, columns_of, header_error, item, origin_of, too_long
from onrecord.read.items import Item, Options, Skip, Unread, never

if TYPE_CHECKING:
    from pyarrow import RecordBatch

_ROWS: Final = 64


def items(stream: BinaryIO, where: str, options: Options, skip: Skip = never) -> Iterator[Item]:
    """The rows of a Parquet file as items; `stream` can seek, `where` begins their locations."""
    try:
        from pyarrow import ArrowException, parquet  # noqa: PLC0415 - an extra, and slow to import
    except ImportError:
        remedy = 'Install it: pip install "onrecord[parquet]"'
        yield Unread(where, OnRecordError("OR115", where, remedy, "pyarrow reads Parquet"))
        return
    number = 0
    try:
        stream.seek(0)
        with parquet.ParquetFile(stream) as file:
            names = list(file.schema_arrow.names)
            if error := header_error(where, names, options.columns):
                yield Unread(where, error)
                return
            columns = columns_of(names, options.columns)
            used = list(dict.fromkeys([*columns.texts, *columns.others.values()]))
            for batch in file.iter_batches(batch_size=_ROWS, columns=used):
                yield from _batch(batch, number, where, columns, skip)
                number += batch.num_rows
    except (ArrowException, OSError, ValueError, KeyError, OverflowError) as error:
        yield _broken(where, f"damaged after row {number}: {error}" if number else str(error))


def _batch(batch: "RecordBatch", before: int, where: str, columns: Columns, skip: Skip) -> Iterator[Item]:
    for index in range(batch.num_rows):
        location = f"{where}#{before + index + 1}"
        if skip(location):
            continue
        try:
            row = _row(batch, index)
        except (ValueError, OverflowError) as error:
            yield _broken(location, str(error))
            continue
        yield too_long(location) if row is None else item(row, columns, location, origin_of(where))


def _row(batch: "RecordBatch", index: int) -> Mapping[str, Any] | None:
    """The cells of a row by name; `None` where one is larger than a page."""
    one = batch.slice(index, 1)
    if one.get_total_buffer_size() > MAX_BYTES and one.nbytes > MAX_BYTES:
        return None
    return {name: one.column(place)[0].as_py() for place, name in enumerate(batch.schema.names)}


def _broken(where: str, why: str) -> Unread:
    detail = " ".join(why.split())[:200]
    return Unread(where, OnRecordError("OR111", where, "Get the file again; what could be read was read.", detail))

//! Reports and data files from the analysis: HTML, CSV, NDJSON, Parquet. All sentences come from `standards/text`.

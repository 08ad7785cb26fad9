/* The end of a record in a CSV file (RFC 4180). Only the reader uses this. */
#ifndef DATASET_READER_CSV_H
#define DATASET_READER_CSV_H

#include "dataset/reader_split.h"

/*
 * Splits as dataset/reader.h describes. ERR_PARSE for an open quote or text beside a quoted field.
 */
reader_split_fn reader_csv_split;

#endif

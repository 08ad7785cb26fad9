/* Where a record ends in a CSV file (RFC 4180). Only the reader uses this. */
#ifndef DATASET_READER_CSV_H
#define DATASET_READER_CSV_H

#include "dataset/reader_split.h"

/* As described in dataset/reader.h. ERR_PARSE for an open quote or text beside a quoted field. */
reader_split_fn reader_csv_split;

#endif

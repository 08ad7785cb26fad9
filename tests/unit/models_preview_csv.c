/* A preview for spreadsheets. */
#include "tests/unit/app_fixture.h"

#include "base/buf.h"
#include "models/preview_csv.h"

static void a_preview_is_written_best_first_and_what_has_no_score_stays_empty(void **state)
{
	struct preview_row rows[] = {{.index = 4,
				      .influence = 0.25f,
				      .percentile = 99,
				      .loss = 0.5f,
				      .probability = 0.75f,
				      .label = "spam",
				      .predicted = "spam",
				      .duplicate_of = 2,
				      .text = "a \"quoted\" reward"},
				     {.index = 1,
				      .percentile = -1,
				      .label = "eggs",
				      .duplicate_of = UINT64_MAX,
				      .suspicious = true,
				      .unknown_label = true,
				      .text = "-1+1"}};
	struct preview p = {.rows = rows, .n_rows = ARRAY_SIZE(rows)};
	struct buf csv;

	(void)state;
	buf_init(&csv, MIB);
	assert_ok(write_csv_preview(&csv, &p));
	assert_string_equal(buf_str(&csv),
			    "record,influence,percentile,loss,probability,label,predicted,"
			    "duplicate_of,contradicts,label_looks_wrong,finding,text,scored\r\n"
			    "4,0.25,99.0,0.5,0.75,\"spam\",\"spam\",2,,no,same as another record,"
			    "\"a \"\"quoted\"\" reward\",yes\r\n"
			    "1,,,,,\"eggs\",\"\",,,yes,label looks wrong,\"'-1+1\",no\r\n");
	buf_clear(&csv);
	assert_ok(export_preview(&p, in_folder("preview.csv"), &err));
	assert_int_equal(export_preview(&p, in_folder("preview.csv"), &err), ERR_EXISTS);
	buf_release(&csv);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_preview_is_written_best_first_and_what_has_no_score_stays_empty),
	};

	return cmocka_run_group_tests(tests, folder_make, folder_remove);
}

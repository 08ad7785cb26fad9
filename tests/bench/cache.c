/*
 * ingest/attributions: pages of live attributions as a datanet sends them, parsed, checked and
 * committed to a database on disk, page by page.
 */
#include <unistd.h>

#include "cache/attributions.h"
#include "cache/handle.h"
#include "cache/networks.h"
#include "client/datanet.h"
#include "tests/bench/bench.h"

#define PAGE  200 /* rows of a page, as a sync asks for them */
#define PAGES 250

static const struct address account = {{0x11}};
static char *pages[PAGES];
static char folder[] = "/tmp/byline-bench-XXXXXX";

/* Page `p` as docs/datanet-api.md shows it, without white space. */
static char *make_page(size_t p)
{
	char *text = NULL;
	size_t size;
	FILE *f = open_memstream(&text, &size);

	if (f == NULL)
		bench_die("out of memory");
	fprintf(f,
		"{\"account\":\"0x1100000000000000000000000000000000000000\",\"attributions\":[");
	for (size_t i = 0; i < PAGE; i++) {
		size_t seq = p * PAGE + i + 1;

		fprintf(f,
			"%s{\"dataset\":\"0x%064x\",\"epoch\":\"%zu\",\"fee\":"
			"\"68818947771343991\","
			"\"inference\":\"%zu\",\"influence\":\"%s130033394926595860852\","
			"\"model\":\"0x%064x\",\"seq\":\"%zu\",\"time\":\"2026-11-21T11:05:07Z\"}",
			i > 0 ? "," : "", (unsigned)(seq % 3), p / 10 + 1, seq,
			seq % 4 == 0 ? "-" : "", (unsigned)(p / 50), seq);
	}
	fprintf(f, "],\"more\":true,\"next\":\"%zu\"}", (p + 1) * PAGE);
	if (fclose(f) != 0)
		bench_die("out of memory");
	return text;
}

/* sync/step_datanet.c keeps 1e-9 of the datanet's 1e-18. */
static uint64_t to_e9(const struct u256 *v)
{
	struct u256 billion = u256_from_u64(1000000000), quotient, rest;
	uint64_t out;

	if (u256_div(&quotient, &rest, v, &billion) != STATUS_OK ||
	    u256_to_u64(&out, &quotient) != STATUS_OK)
		bench_die("a number is too large");
	return out;
}

static void put(struct cache *c, const struct datanet_attributions *page)
{
	static struct cache_attribution_in rows[PAGE];
	const struct address datanet = {{0xda}};

	for (size_t i = 0; i < page->n; i++) {
		const struct attribution *a = &page->items[i];
		int64_t influence = (int64_t)to_e9(&a->influence);

		rows[i] = (struct cache_attribution_in){
			.seq = a->seq,
			.time = a->time,
			.epoch = a->epoch,
			.dataset = a->dataset,
			.model = a->model,
			.influence_e9 = a->negative ? -influence : influence,
			.fee_e9 = to_e9(&a->fee.raw),
		};
		snprintf(rows[i].inference, sizeof(rows[i].inference), "%.15s", a->inference);
	}
	if (cache_attributions_put(c, &datanet, &account, rows, page->n, NULL) != STATUS_OK)
		bench_die("a page cannot be stored");
}

static double rows_per_second(void *arg)
{
	struct datanet_attributions page = {0};
	struct hash genesis = {{1}};
	struct cache *c;
	char path[64], command[128];
	double seconds;

	(void)arg;
	snprintf(path, sizeof(path), "%s/cache.db", folder);
	if (cache_open(&c, path, false, NULL) != STATUS_OK ||
	    cache_networks_select(c, NULL, "devnet", 31337, &genesis, NULL) != STATUS_OK)
		bench_die("the cache cannot be made");
	seconds = bench_now();
	for (size_t p = 0; p < PAGES; p++) {
		if (datanet_attributions_read(&page, pages[p], strlen(pages[p]), &account, p * PAGE,
					      NULL) != STATUS_OK)
			bench_die("a page is refused");
		put(c, &page);
		datanet_attributions_release(&page);
	}
	seconds = bench_now() - seconds;
	cache_close(c);
	snprintf(command, sizeof(command), "rm -f %s/cache.db*", folder);
	if (system(command) != 0)
		bench_die("the cache cannot be removed");
	return PAGE * PAGES / seconds;
}

int main(int argc, char **argv)
{
	if (argc > 1 && !bench_wanted("ingest/attributions", argv[1]))
		return 0;
	if (mkdtemp(folder) == NULL)
		bench_die("cannot make a folder in /tmp");
	for (size_t p = 0; p < PAGES; p++)
		pages[p] = make_page(p);
	bench_print("ingest/attributions", "rows/s", true, NULL,
		    bench_run(rows_per_second, NULL, NULL));
	for (size_t p = 0; p < PAGES; p++)
		free(pages[p]);
	rmdir(folder);
	return 0;
}

/*
 * Keys, pastes, sizes and snapshots in any order: the first byte chooses the snapshot, then each
 * byte is a key, or an escape into something else.
 */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/secret.h"
#include "tests/screens/script.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Longer inputs find nothing that shorter ones do not. */
#define MOST 512

static size_t step(struct script *t, const uint8_t *data, size_t size)
{
	struct key_event ev = {.type = KEY_EVENT_KEY, .key = data[0]};
	size_t used = 1;

	if (data[0] >= 0xf0 && size > 2) {
		if (screen_resize(&t->screen, data[1], data[2]) != STATUS_OK)
			abort();
		return 3;
	}
	if (data[0] >= 0xe0 && size > 1) {
		fake_app_publish(t->app,
				 fixture_snapshot((enum fixture_kind)(data[1] % FIXTURE_MANY)));
		return 2;
	}
	if (data[0] >= 0xd0) {
		fake_app_hold(t->app, data[0] & 1);
		return 1;
	}
	if (data[0] >= 0xc0) {
		size_t len = data[0] & 15u;

		ev.type = KEY_EVENT_PASTE;
		ev.paste = (const char *)data + 1;
		ev.paste_len = len < size - 1 ? len : size - 1;
		used += ev.paste_len;
	} else if (data[0] >= 0xa0) {
		ev.key = KEY_CODE_NAMED + (data[0] - 0xa0);
	}
	dashboard_event(t->d, &ev);
	dashboard_session_poll(t->d);
	t->d->quit = t->d->suspend = false;
	return used;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static bool started;
	struct script t;
	struct err e;

	if (!started && secret_start(&e) != STATUS_OK)
		abort();
	started = true;
	if (size == 0 || size > MOST)
		return 0;
	script_open(&t, (enum fixture_kind)(data[0] % FIXTURE_MANY), 24, 80, NULL);
	for (size_t at = 1; at < size;) {
		at += step(&t, data + at, size - at);
		dashboard_draw(t.d, &t.screen);
	}
	script_close(&t);
	return 0;
}

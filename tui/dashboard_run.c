/*
 * The loop. Each turn waits for the terminal, the app, the index thread, a signal or the next time
 * that the screen waits for; then it handles everything that came; then it draws at most once.
 * There is no tick: with nothing to show, poll() waits for ever.
 *
 * Read run() first. dashboard_run() sets up signals and the app's threads around it,
 * run_on_terminal() the terminal and the dashboard.
 *
 * Invariant: the terminal is given back before the app's threads stop, which may take a while.
 */
#include "tui/dashboard_run.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "tui/dashboard_act.h"
#include "tui/dashboard_can.h"
#include "tui/dashboard_draw.h"
#include "tui/dashboard_event.h"
#include "tui/dashboard_session.h"
#include "tui/dashboard_timer.h"
#include "tui/screen_term.h"
#include "tui/screen_term_keys.h"
#include "tui/screen_term_private.h"
#include "tui/widget_index.h"

struct loop {
	struct dashboard *d;
	struct screen_term *term;
	struct screen screen;
	int signals;
	bool resized, stop;
	unsigned frame; /* turns that did something; tests wait for it */
	bool busy;	/* as the title has it */
};

/* Makes the signals readable from a descriptor. `before` gets the mask to restore. */
static enum status open_signals(int *fd, sigset_t *before, struct err *e)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGWINCH);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGHUP);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGTSTP);
	pthread_sigmask(SIG_BLOCK, &set, before);
	signal(SIGPIPE, SIG_IGN);
	*fd = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
	return *fd >= 0 ? STATUS_OK : err_set(e, ERR_IO, "signalfd: %s", strerror(errno));
}

/*
 * Locks the vault, gives the terminal back and stops the process. The shell may belong to somebody
 * else by then, so that the vault must not stay unlocked.
 */
static void suspend(struct loop *l)
{
	const char *why;

	l->d->suspend = false;
	if (dashboard_can(l->d, ACTION_LOCK, &why)) {
		dashboard_act(l->d, ACTION_LOCK);
		for (int i = 0; i < 20 && l->d->snap->unlocked; i++) {
			struct pollfd p = {.fd = work_fd(l->d->app), .events = POLLIN};

			/*
			 * The lock is waited for half a second in all: a signer that hangs must not
			 * hold the terminal.
			 */
			if (poll(&p, 1, 25) > 0)
				dashboard_session_poll(l->d);
		}
	}
	screen_term_suspend(l->term);
	kill(getpid(), SIGSTOP);
	screen_term_resume(l->term);
	l->resized = true;
}

/* --- the terminal while the signer asks --- */

static void lend(void *user)
{
	static const char line[] = "\nThe signer asks. Esc or Ctrl-C goes back to the dashboard.\n";
	struct loop *l = user;

	screen_term_lend(l->term);
	/* A terminal that is gone shows at the question. */
	(void)!write(STDOUT_FILENO, line, sizeof(line) - 1);
}

/* Ctrl-C and Ctrl-Z are the signer's while it asks. */
static bool is_stopped(void *user)
{
	struct loop *l = user;
	struct signalfd_siginfo info;

	while (read(l->signals, &info, sizeof(info)) == sizeof(info))
		if (info.ssi_signo == SIGTERM || info.ssi_signo == SIGHUP)
			l->stop = true;
	return l->stop;
}

static void take_back(void *user)
{
	struct loop *l = user;

	is_stopped(l);
	screen_term_resume(l->term);
	l->resized = true;
}

static void read_signals(struct loop *l)
{
	struct signalfd_siginfo info;

	while (read(l->signals, &info, sizeof(info)) == sizeof(info)) {
		if (info.ssi_signo == SIGWINCH)
			l->resized = true;
		else if (info.ssi_signo == SIGTSTP)
			l->d->suspend = true;
		else
			l->stop = true;
	}
}

/* Handles the keys that wait, 256 at most, so that a long burst is drawn now and then. */
static bool read_keys(struct loop *l)
{
	struct key_event ev;
	bool any = false;

	for (int i = 0; i < 256 && !l->d->quit && screen_term_keys_read(l->term, &ev); i++) {
		dashboard_event(l->d, &ev);
		any = true;
	}
	return any;
}

static bool draw(struct loop *l)
{
	bool again = l->d->redraw || l->resized;

	if (l->resized) {
		l->resized = false;
		if (screen_term_fit(l->term, &l->screen) != STATUS_OK)
			return false;
		l->d->dirty = true;
	}
	if (l->d->copied) {
		l->d->copied = false;
		screen_term_copy(l->term, l->d->clip);
	}
	if (!l->d->dirty && !again)
		return false;
	l->d->redraw = false;
	dashboard_draw(l->d, &l->screen);
	screen_term_show(l->term, &l->screen, again);
	return true;
}

/* Sets the title for tests: how many turns did something, and whether more is to come. */
static void tell(struct loop *l, bool did)
{
	bool busy = dashboard_busy(l->d);
	char title[48];

	if (!l->d->options.test || (!did && busy == l->busy))
		return;
	l->busy = busy;
	snprintf(title, sizeof(title), "frame:%u %s", ++l->frame, busy ? "busy" : "idle");
	screen_term_title(l->term, title);
}

/* The shorter of two times to wait; -1 means for ever. */
static int shorter(int a, int b)
{
	return a < 0 ? b : b < 0 ? a : a < b ? a : b;
}

static void run(struct loop *l)
{
	struct pollfd fds[] = {
		{.fd = screen_term_fd(l->term), .events = POLLIN},
		{.fd = work_fd(l->d->app), .events = POLLIN},
		{.fd = widget_index_fd(l->d->index), .events = POLLIN},
		{.fd = l->signals, .events = POLLIN},
	};

	l->resized = true;
	dashboard_act_requested(l->d);
	tell(l, draw(l));
	while (!l->stop && !l->d->quit) {
		bool did = false;
		int timeout = shorter(dashboard_timer_left_ms(l->d),
				      screen_term_keys_timeout_ms(l->term));

		if (poll(fds, ARRAY_SIZE(fds), timeout) < 0 && errno != EINTR)
			break;
		if (fds[3].revents != 0)
			read_signals(l);
		if (fds[1].revents != 0 || fds[2].revents != 0)
			dashboard_session_poll(l->d);
		dashboard_timer_fire(l->d);
		if (fds[0].revents != 0 || screen_term_keys_timeout_ms(l->term) >= 0)
			did = read_keys(l);
		/* The terminal was closed: nobody can see or type anything any more. */
		if ((fds[0].revents & (POLLHUP | POLLERR | POLLNVAL)) != 0 && !did)
			l->stop = true;
		if (l->d->suspend && !l->stop)
			suspend(l);
		if (!l->stop && !l->d->quit)
			tell(l, draw(l) || did);
	}
}

static enum status run_on_terminal(struct app *app, const struct dashboard_options *o, int signals,
				   struct err *e)
{
	struct dashboard_options options = *o;
	struct loop l = {.signals = signals};
	const char *note = "";
	enum status status = screen_term_open(&l.term, &options, &note, e);

	if (status != STATUS_OK)
		return status;
	options.ascii |= options.accessible || !screen_term_unicode(l.term);
	l.screen.ascii = options.ascii;
	l.screen.accessible = options.accessible;
	status = dashboard_session_open(&l.d, app, &options, e);
	if (status == STATUS_OK) {
		const struct work_lender lender = {
			.suspend = lend, .is_stopped = is_stopped, .resume = take_back, .user = &l};

		work_lend_terminal(app, &lender);
		if (note[0] != '\0')
			dashboard_message(l.d, STYLE_WARN, "%s", note);
		run(&l);
		start_mark_seen(app);
		/* Reviews give their acts back to the app while its store still runs. */
		while (l.d->n_popups > 0)
			dashboard_popup_pop(l.d);
	}
	screen_term_close(l.term);
	screen_release(&l.screen);
	work_stop(app);
	dashboard_session_close(l.d);
	return status;
}

enum status dashboard_run(struct app *app, const struct dashboard_options *o, struct err *e)
{
	sigset_t before;
	int signals = -1;
	enum status status;

	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
		return err_set(e, ERR_UNSUPPORTED,
			       "the dashboard needs a terminal; subcommands with --json do not");
	status = open_signals(&signals, &before, e);
	if (status == STATUS_OK)
		status = work_start(app, e);
	if (status == STATUS_OK)
		status = run_on_terminal(app, o, signals, e);
	if (signals >= 0)
		close(signals);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return status;
}

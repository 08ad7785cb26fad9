/*
 * Rows are chosen, and their texts filled in.
 *
 * meaning_of_document() and meaning_of_call() find the row (find_document, meaning_find_call) and
 * give it to tell(), which adds one sentence for each thing that is given (add_gift), looks whether
 * the power is taken back instead (is_off), and goes on to the calls inside (add_inner). Invariant:
 * whatever cannot be told makes `whole` false or sets DANGER_UNKNOWN; nothing is left out in
 * silence. meaning_check() is the rule by which a signer refuses.
 */
#include "chain/meaning.h"

#include <stdio.h>
#include <string.h>

#include "chain/meaning_calls.h"
#include "chain/meaning_typed.h"

/* Calls in calls: a Safe's transaction of a multicall of an approval has two levels inside. */
#define INNER_DEPTH 3

static void tell(struct meaning *m, const struct meaning_row *row, const struct meaning_source *s,
		 const struct meaning_view *view, unsigned depth);

static bool is_row(const struct meaning_row *row, const struct meaning_source *s)
{
	struct meaning_value v;

	if (row->when == NULL)
		return true;
	return meaning_source_get(&v, s, row->when, strlen(row->when), 0) == STATUS_OK &&
	       !u256_is_zero(&v.number);
}

/* Whether the document declares what the row's key names: the primary type, then its structs. */
static bool has_declarations(const struct eip712_document *d, const char *key)
{
	const struct eip712_type *type = d->primary;

	for (bool first = true; *key != '\0'; first = false) {
		size_t len = strcspn(key, ")") + 1, name = strcspn(key, "(");

		if (!first)
			type = eip712_types_find(&d->types, key, name);
		if (type == NULL || !eip712_types_is(type, key, len))
			return false;
		key += len;
	}
	return true;
}

static const struct meaning_row *find_document(const struct meaning_source *s)
{
	for (size_t i = 0; i < meaning_typed_table.n; i++)
		if (has_declarations(s->document, meaning_typed_table.rows[i].key) &&
		    is_row(&meaning_typed_table.rows[i], s))
			return &meaning_typed_table.rows[i];
	return NULL;
}

/* Each parameter has one head word, so that calldata of fewer words is none of this function. */
static size_t head_size(const char *signature)
{
	const char *at = strchr(signature, '(') + 1;
	struct meaning_parameter p;
	size_t n = 0;

	while (meaning_source_parameter(&p, &at))
		n += 32;
	return n;
}

const struct meaning_row *meaning_find_call(struct meaning_source *out, const struct address *to,
					    const void *calldata, size_t len)
{
	uint8_t selector[4];

	for (size_t i = 0; len >= 4 && i < meaning_calls_table.n; i++) {
		const struct meaning_row *row = &meaning_calls_table.rows[i];

		meaning_source_selector(selector, row->key);
		if (memcmp(selector, calldata, 4) != 0 || len - 4 < head_size(row->key))
			continue;
		*out = (struct meaning_source){.signature = row->key,
					       .args = (const uint8_t *)calldata + 4,
					       .len = len - 4,
					       .has_contract = true,
					       .contract = *to};
		if (is_row(row, out))
			return row;
	}
	return NULL;
}

/*
 * Whether the member says that power is taken back. A number 0 says so only of a token that the
 * profile pins: of others it may be the token with the number 0.
 */
static bool is_off(const struct meaning_row *row, const struct meaning_source *s, size_t element,
		   const struct meaning_view *view)
{
	struct meaning_value v;

	if (row->off == NULL ||
	    meaning_source_get(&v, s, row->off, strlen(row->off), element) != STATUS_OK ||
	    !u256_is_zero(&v.number))
		return false;
	return v.kind == EIP712_BOOL || s->document != NULL ||
	       (view->profile != NULL && profile_token(view->profile, &s->contract) != NULL);
}

/*
 * How much a gift says of what is lost. A call that only carries others says least; a gift without
 * a bound says most, so that a small one cannot stand in front of it.
 */
enum telling { TELLS_CARRIER, TELLS_GIFT, TELLS_UNBOUNDED };

static enum telling telling_of(const struct meaning_row *row, const char *words)
{
	if (strstr(words, "UNLIMITED") != NULL || strstr(words, "EVERY") != NULL ||
	    strstr(words, "DELEGATECALL") != NULL)
		return TELLS_UNBOUNDED;
	return row != NULL && row->inner != NULL ? TELLS_CARRIER : TELLS_GIFT;
}

/*
 * Takes the words of the newest gift if they tell more than those so far. Of carriers the inner one
 * tells more.
 */
static void offer_words(struct meaning *m, const struct meaning_row *row, const char *words)
{
	enum telling telling = telling_of(row, words);

	if (m->words[0] != '\0' &&
	    (telling < m->telling || (telling == m->telling && telling != TELLS_CARRIER)))
		return;
	snprintf(m->words, sizeof(m->words), "%s", words);
	m->telling = telling;
	m->decisive = m->n - 1;
}

/* Adds the sentence and the words of one thing that is given. Returns: whether power is given. */
static bool add_gift(struct meaning *m, const struct meaning_row *row,
		     const struct meaning_source *s, size_t element,
		     const struct meaning_view *view)
{
	bool off = is_off(row, s, element, view);
	char words[MEANING_WORDS_SIZE];
	struct sentence *sentence;

	if (m->n == MEANING_GIFTS) {
		m->whole = false;
		return true;
	}
	sentence = &m->gives[m->n++];
	if (off)
		sentence_add(sentence, "taken back: ");
	if (meaning_text_sentence(sentence, row->gives, s, element, view) != STATUS_OK)
		m->whole = false;
	if (off || row->dangers == 0)
		return !off;
	if (meaning_text_words(words, sizeof(words), row->words, s, element, view) == STATUS_OK)
		offer_words(m, row, words);
	else
		m->whole = false;
	return true;
}

/* How many elements the row speaks of: those of its list, or one. */
static size_t count_gifts(const struct meaning_row *row, const struct meaning_source *s)
{
	struct meaning_value v;
	const struct eip712_type *type;

	if (row->each == NULL || s->document == NULL ||
	    meaning_source_get(&v, s, row->each, strlen(row->each), 0) != STATUS_OK)
		return 1;
	/* A struct counts its members, and is one thing. */
	type = s->document->primary;
	for (size_t i = 0; i < type->n; i++)
		if (strcmp(type->members[i].name, row->each) == 0 &&
		    strchr(type->members[i].type, '[') != NULL)
			return v.n;
	return 1;
}

/* A call that no row knows may do anything with the rights of whoever makes it. */
static void add_unknown(struct meaning *m, const struct address *to, size_t len)
{
	char text[ADDRESS_TEXT_SIZE], words[32];

	m->dangers |= DANGER_UNKNOWN;
	if (m->n == MEANING_GIFTS) {
		m->whole = false;
		return;
	}
	address_format(text, to);
	sentence_add(&m->gives[m->n++], "%zu bytes that byline cannot read are a call of %s", len,
		     text);
	snprintf(words, sizeof(words), "UNKNOWN CALL of %.6s", text);
	offer_words(m, NULL, words);
}

static void add_call(struct meaning *m, const struct address *to, const struct buf *data,
		     const struct meaning_view *view, unsigned depth)
{
	struct meaning_source s;
	const struct meaning_row *row = meaning_find_call(&s, to, data->data, data->len);

	if (row == NULL || depth == INNER_DEPTH)
		add_unknown(m, to, data->len);
	else
		tell(m, row, &s, view, depth);
}

/* Tells of the calls that the row hands on: one, or each of a list. */
static void add_inner(struct meaning *m, const struct meaning_row *row,
		      const struct meaning_source *s, const struct meaning_view *view,
		      unsigned depth)
{
	struct address to = s->contract;
	struct meaning_value v;
	enum status status = STATUS_OK;
	struct buf data;

	if (row->inner_to != NULL) {
		status = meaning_source_get(&v, s, row->inner_to, strlen(row->inner_to), 0);
		to = v.address;
	}
	for (size_t i = 0; status == STATUS_OK && m->whole; i++) {
		buf_init(&data, LIMIT_TYPED_DATA);
		status = meaning_source_bytes(&data, s, row->inner, i);
		if (status == STATUS_OK && data.len > 0)
			add_call(m, &to, &data, view, depth + 1);
		buf_release(&data);
	}
	if (status != ERR_NOT_FOUND)
		m->whole = false;
}

static void add_empty(struct meaning *m, const struct meaning_row *row)
{
	if (m->n == MEANING_GIFTS)
		m->whole = false;
	else
		sentence_add(&m->gives[m->n++], "%s, of an empty list", row->title);
	if (m->words[0] == '\0')
		snprintf(m->words, sizeof(m->words), "EMPTY LIST");
}

/* Arguments that are no values of their types cannot be told; bytes behind them are. */
static void add_remainder(struct meaning *m, const struct meaning_source *s)
{
	size_t extra;

	if (meaning_source_arguments(&extra, s) != STATUS_OK ||
	    (extra > 0 && m->n == MEANING_GIFTS)) {
		m->whole = false;
	} else if (extra > 0) {
		m->dangers |= DANGER_UNKNOWN;
		sentence_add(&m->gives[m->n++],
			     "%zu byte%s that the function does not take, and that byline cannot "
			     "read",
			     extra, extra == 1 ? " follows" : "s follow");
		if (m->words[0] == '\0')
			offer_words(m, NULL, "UNKNOWN BYTES");
	}
}

static void tell(struct meaning *m, const struct meaning_row *row, const struct meaning_source *s,
		 const struct meaning_view *view, unsigned depth)
{
	size_t n = count_gifts(row, s);
	bool given = row->dangers != 0 && n == 0;

	for (size_t i = 0; i < n && m->whole; i++)
		given = add_gift(m, row, s, i, view) || given;
	if (given)
		m->dangers |= row->dangers;
	if (n == 0)
		add_empty(m, row);
	if (row->inner != NULL)
		add_inner(m, row, s, view, depth);
	if (s->document == NULL)
		add_remainder(m, s);
}

/* Appends to the words, which must stay whole: half of them would be typed for something else. */
static void add_words(struct meaning *m, const char *text)
{
	size_t len = strlen(m->words);

	if ((size_t)snprintf(m->words + len, sizeof(m->words) - len, "%s", text) >=
	    sizeof(m->words) - len)
		m->whole = false;
}

/* The words say how many more things there are, and that there is no bound to where. */
static void end(struct meaning *m)
{
	char more[32];

	if (m->dangers == 0) {
		m->words[0] = '\0';
		return;
	}
	if (m->n > 1) {
		snprintf(more, sizeof(more), " and %zu more", m->n - 1);
		add_words(m, more);
	}
	if ((m->dangers & DANGER_ANYWHERE) != 0)
		add_words(m, m->words[0] != '\0' ? " ANYWHERE" : "ANYWHERE");
}

static void begin(struct meaning *m, const struct meaning_row *row, const char *title)
{
	*m = (struct meaning){.whole = true, .known = row != NULL};
	snprintf(m->title, sizeof(m->title), "%s", row != NULL ? row->title : title);
}

/* A document of no row: nobody but its contract knows what it is good for. */
static void tell_unknown(struct meaning *m, const struct eip712_document *d)
{
	char text[ADDRESS_TEXT_SIZE];

	address_format(text, &d->summary.contract);
	m->dangers |= DANGER_UNKNOWN;
	sentence_add(&m->gives[m->n++],
		     "a document of the type %s, which byline does not know: %s decides what it is "
		     "good for",
		     d->primary->name, d->summary.has_contract ? text : "whoever it is shown to");
	snprintf(m->words, sizeof(m->words), "UNKNOWN %.64s", d->primary->name);
	if (d->summary.has_contract) {
		text[6] = '\0';
		add_words(m, " for ");
		add_words(m, text);
	}
}

void meaning_of_document(struct meaning *out, const struct eip712_document *document,
			 const struct meaning_view *view)
{
	const struct eip712_summary *d = &document->summary;
	const struct meaning_source s = {
		.document = document, .has_contract = d->has_contract, .contract = d->contract};
	const struct meaning_row *row = find_document(&s);

	begin(out, row, "Document of an unknown type");
	if (row != NULL)
		tell(out, row, &s, view, 0);
	else
		tell_unknown(out, document);
	/* The zero address is nobody's contract, so that it bounds nothing. */
	if (!d->has_chain_id || d->chain_id == 0 || !d->has_contract ||
	    address_is_zero(&d->contract))
		out->dangers |= DANGER_ANYWHERE;
	end(out);
}

void meaning_of_call(struct meaning *out, const struct address *to, const void *calldata,
		     size_t len, const struct meaning_view *view)
{
	struct meaning_source s;
	const struct meaning_row *row = meaning_find_call(&s, to, calldata, len);

	begin(out, row, "Unreadable call");
	if (row != NULL)
		tell(out, row, &s, view, 0);
	else
		add_unknown(out, to, len);
	end(out);
}

enum status meaning_check(const struct meaning *m, uint32_t allowed, struct err *e)
{
	static const struct value_style style = {.ascii = true};
	uint32_t missing = m->dangers & ~allowed;
	char gives[SENTENCE_TEXT_SIZE], names[DANGER_NAMES_SIZE], more[32] = "";

	if (missing == 0 && m->whole && !m->never)
		return STATUS_OK;
	sentence_text(gives, sizeof(gives), &m->gives[m->decisive], &style);
	if (m->never)
		return err_set(e, ERR_REFUSED, "%s: %.300s", m->title, gives);
	if (!m->whole)
		return err_set(e, ERR_REFUSED,
			       "%s: not all of it can be read and told, so it is not signed; it "
			       "begins with: %.200s",
			       m->title, gives);
	if (m->n > 1)
		snprintf(more, sizeof(more), ", and %zu more", m->n - 1);
	danger_names(names, m->dangers);
	return err_set(e, ERR_REFUSED,
		       "%s: %.300s%s; byline signs that only when it is asked for by name: --allow "
		       "%s",
		       m->title, gives, more, names);
}

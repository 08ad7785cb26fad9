/*
 * The reviews, line by line. Every line begins with blanks and a word of byline's own, or with "!"
 * for a danger; text of others stands behind "| ", so that it cannot imitate one.
 */
#include "chain/review_text.h"

#include <string.h>

#include "base/reveal.h"
#include "chain/eip712_text.h"
#include "chain/meaning_message.h"

/* A row of a hex dump: what 80 columns hold beside the offset, in groups of four bytes. */
#define HEX_ROW 24

/* Every byte is there: a person compares them with what another program shows. */
static void add_hex(struct buf *out, const uint8_t *data, size_t len)
{
	for (size_t at = 0; at < len; at += HEX_ROW) {
		buf_addf(out, "  | %6zu ", at);
		for (size_t i = at; i < len && i < at + HEX_ROW; i++)
			buf_addf(out, "%s%02x", (i - at) % 4 == 0 ? " " : "", data[i]);
		buf_add_byte(out, '\n');
	}
}

void review_text_gives(struct buf *out, const struct meaning *m)
{
	static const struct value_style whole = {.ascii = true};
	char text[SENTENCE_TEXT_SIZE], names[DANGER_NAMES_SIZE];

	for (size_t i = 0; i < m->n; i++) {
		sentence_text(text, sizeof(text), &m->gives[i], &whole);
		buf_addf(out, "  %c %s\n", m->dangers != 0 ? '!' : '-', text);
	}
	danger_names(names, m->dangers);
	if (m->dangers != 0)
		buf_addf(out, "  ! asked for by: --allow %s\n", names);
}

/* A hash in digits is text, and other wallets sign the 32 bytes that it stands for. */
static bool is_hash_in_digits(const char *text, size_t len)
{
	struct hash hash;

	return hash_parse(&hash, text, len) == STATUS_OK;
}

void review_text_message(struct buf *out, const struct meaning *m, const void *message, size_t len,
			 bool ascii)
{
	buf_addf(out, "SIGN A MESSAGE of %zu bytes\n\n", len);
	if (m->n > 0) {
		review_text_gives(out, m);
		buf_add_byte(out, '\n');
	}
	if (!reveal_is_text(message, len))
		add_hex(out, message, len);
	else
		eip712_text_lines(out, message, len, 2, ascii);
	if (is_hash_in_digits(message, len))
		buf_add_str(out, "\n  - this is signed as a text of 66 characters, not as the 32 "
				 "bytes that it stands for\n");
}

/* A name from the domain, on a line of its own, since it may be anything. */
static void add_domain_text(struct buf *out, const char *label, const struct json *value,
			    bool ascii)
{
	const char *text = json_text(value);

	if (text == NULL)
		return;
	buf_addf(out, "  %s\n", label);
	eip712_text_lines(out, text, strlen(text), 2, ascii);
}

/* A domain that bounds nothing is marked where its bounds would stand. */
static void add_domain(struct buf *out, const struct eip712_document *doc, bool ascii)
{
	const struct eip712_summary *d = &doc->summary;
	const char *salt = json_text(json_get(doc->domain, "salt"));
	char contract[ADDRESS_TEXT_SIZE];

	add_domain_text(out, "Name of the domain, which says who it is for",
			json_get(doc->domain, "name"), ascii);
	add_domain_text(out, "Version", json_get(doc->domain, "version"), ascii);
	if (d->has_chain_id)
		buf_addf(out, "  Chain     %llu\n", (unsigned long long)d->chain_id);
	else
		buf_add_str(out, "  Chain     ! none: valid on every chain\n");
	address_format(contract, &d->contract);
	buf_addf(out, "  Contract  %s\n",
		 d->has_contract ? contract : "! none: valid for every contract");
	if (salt != NULL)
		buf_addf(out, "  Salt      %s\n", salt);
}

void review_text_document(struct buf *out, const struct meaning *m,
			  const struct eip712_document *document, bool ascii)
{
	buf_addf(out, "SIGN A TYPED DOCUMENT: %s\n\n", m->title);
	review_text_gives(out, m);
	buf_add_byte(out, '\n');
	add_domain(out, document, ascii);
	buf_addf(out, "  Type      %s\n\n", document->primary->name);
	eip712_text(out, document, 2, ascii);
}

/* The widest label of a review, by which its values stand below each other. */
static int label_width(const struct descriptor *d)
{
	size_t width = 0;

	for (size_t i = 0; i < d->n; i++)
		width = strlen(d->fields[i].label) > width ? strlen(d->fields[i].label) : width;
	return (int)width;
}

void review_text_transaction(struct buf *out, const struct descriptor *d)
{
	const int width = label_width(d);

	buf_addf(out, "SIGN A TRANSACTION: %s\n\n", d->title);
	for (size_t i = 0; i < d->n; i++) {
		const struct descriptor_field *f = &d->fields[i];

		buf_addf(out, "  %-*s  %s%s%s%s\n", width, f->label, f->value,
			 f->note[0] != '\0' ? " (" : "", f->note, f->note[0] != '\0' ? ")" : "");
	}
}

void review_text_end(struct buf *out, const struct address *account, const struct hash *digest)
{
	char address[ADDRESS_TEXT_SIZE], hash[HASH_TEXT_SIZE];

	address_format(address, account);
	hash_format(hash, digest);
	buf_addf(out, "\n  Account   %s\n  Digest    %s\n\n", address, hash);
}

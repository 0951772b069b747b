/*
 * explain.h - the text of this thread's last failure, for usdt_image_error().
 */
#ifndef USDT_EXPLAIN_H
#define USDT_EXPLAIN_H

void usdt_explain(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Adds to the text, after "; " when there is one already. */
void usdt_explain_more(const char *format, ...) __attribute__((format(printf, 1, 2)));

const char *usdt_explanation(void);

#endif

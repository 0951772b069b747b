/*
 * explain.h - the text of this thread's last failure, for usdt_image_error().
 */
#ifndef USDT_EXPLAIN_H
#define USDT_EXPLAIN_H

/* Replaces the text. */
void usdt_explain(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Adds to the text, after "; " when there is one already. */
void usdt_explain_more(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Returns the text. It belongs to the thread and is valid until its next failure. */
const char *usdt_explanation(void);

/* Returns what an error means for a file of ours, and what to do where another directory is no help. */
const char *usdt_explain_error(int error);

/* Returns the same for a file in memory. */
const char *usdt_explain_memory_error(int error);

#endif

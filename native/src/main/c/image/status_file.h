/*
 * status_file.h - the content of a process's status file <base>/<pid>/usdt4j.status.
 *
 *   usdt4j-status 1 pid 4711 start 123456      the mark; start: field 22 of /proc/4711/stat, so that a file of a
 *   the text                                   process that had this number earlier is told apart
 */
#ifndef USDT_STATUS_FILE_H
#define USDT_STATUS_FILE_H

#include <stdbool.h>

#define USDT_STATUS_STEM "usdt4j"
#define USDT_STATUS_SUFFIX ".status"
#define USDT_STATUS_NEXT ".new" /* after the name, while it is written */
#define USDT_STATUS_MARK "usdt4j-status 1"

/* Returns the file's content with this text, to be freed; NULL: no memory. */
char *usdt_status_file_content(const char *text);

/* Returns whether this open file of <base>/<pid> is a status file, and not of the process that has this number now. */
bool usdt_status_file_is_left(int fd, const char *pid);

#endif

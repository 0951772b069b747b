/*
 * export.h - included first in every file by the build: what usdt.h declares is visible outside the library, and
 * nothing else.
 */
#pragma GCC visibility push(default)
#include "usdt.h"
#pragma GCC visibility pop

/*
 * names.c - arguments and names that are none, are not text, are too long, or look like something else.
 */
#define _GNU_SOURCE
#include "adversary.h"
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

#define WORDS_MAX 5
#define MANY 20000
/* The kernel takes 128 KiB for a word, its end counted. */
#define LONGEST (128 * 1024 - 1)

static char *const arguments[][WORDS_MAX] = {
	{NULL},
	{""},
	{"", "", ""},
	{"\xff\xfe\x80\xc3("},
	{"x\n1 init (root)"},
	{"x\r\nsnoop: 0 events shown, none lost"},
	{"\033[2J\033]0;title\a"},
	{"\xef\xbc\x88root\xef\xbc\x89 x (root)"},
	{"java"},
	{"java", "-cp"},
	{"java", "-jar", ""},
	{"java", "-cp", "/x/usdt4j-core-1.jar:\n", "(root)/"},
	{"/", "/"},
	{"adversary", "%s%n{}", "$(reboot)", "`reboot`"},
	{"adversary", "*/ exit(); /*", "'\"\"\"\n"},
};

/* Each is a name by itself, and a field or a line of what the kernel says of a process. */
static const char *const names[] = {
	"x) R 1 1", "\n", "", "a\rUid:\t0", "\033[2J", ") Z 0 0 0 0", "a\nTgid:\t1", "\xff\xfe", "java",
};

void rename_self(void)
{
	prctl(PR_SET_NAME, names[chance(sizeof names / sizeof *names)]);
}

void run_anew(void)
{
	static char *many[MANY + 1], longest[LONGEST + 1];
	const unsigned kinds = sizeof arguments / sizeof *arguments;
	unsigned kind = chance(kinds + 2);
	say_in_environment();
	if (kind < kinds) {
		char *words[WORDS_MAX + 1] = {NULL};
		memcpy(words, arguments[kind], sizeof arguments[kind]);
		execv("/proc/self/exe", words);
	} else if (kind == kinds) {
		memset(longest, chance(2) ? 'x' : '\n', LONGEST);
		execv("/proc/self/exe", (char *[]){longest, longest, NULL});
	} else {
		for (int i = 0; i < MANY; i++)
			many[i] = chance(2) ? "" : "adversary";
		execv("/proc/self/exe", many);
	}
	_exit(1);
}

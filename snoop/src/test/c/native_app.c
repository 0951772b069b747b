/*
 * A traced program that does what standard input says, line by line, and answers each line with one of its own. It
 * has one probe, log:info_json, as the bridges' programs do.
 *
 *   fire JSON         fires
 *   rename NAME       changes what /proc shows as its arguments
 *   fork              makes a child, which answers too
 *   child LINE        lets the child do it
 *   fork-fire JSON    makes a child that fires and ends, and is waited for
 *   thread-fire JSON  does so with a thread
 *   user UID          becomes another user
 *   exec              runs this program anew, in the same process
 *   exec-other        runs a program without probes
 */
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <usdt.h>

#define LINE_MAX_BYTES 8192

static usdt_probedef_t *probe;
static FILE *to_child;

static void fail(const char *what)
{
	printf("failed %s\n", what);
	fflush(stdout);
	exit(1);
}

static void answer(const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	vprintf(format, arguments);
	va_end(arguments);
	putchar('\n');
	fflush(stdout);
}

static void make_probe(void)
{
	const char *types[] = {"char *"};
	usdt_provider_t *provider = usdt_create_provider("log", "log");
	probe = usdt_create_probe("native_app", "info_json", 1, types);
	if (provider == NULL || probe == NULL || usdt_provider_add_probe(provider, probe) != 0 ||
	    usdt_provider_enable(provider) != 0)
		fail("cannot make the probe");
}

static void fire(const char *json)
{
	void *arguments[] = {(void *)json};
	usdt_fire_probe(probe->probe, 1, arguments);
}

static void *fire_in_thread(void *json)
{
	fire(json);
	return NULL;
}

static void serve(FILE *in, char **argv);

static void make_child(char **argv)
{
	int ends[2];
	if (pipe(ends) != 0)
		fail("pipe");
	fflush(stdout);
	pid_t child = fork();
	if (child == 0) {
		close(ends[1]);
		serve(fdopen(ends[0], "r"), argv);
		_exit(0);
	}
	close(ends[0]);
	to_child = fdopen(ends[1], "w");
	answer("child %d", (int)child);
}

static void fire_in_child(const char *json)
{
	fflush(stdout);
	pid_t child = fork();
	if (child == 0) {
		fire(json);
		_exit(0);
	}
	waitpid(child, NULL, 0);
	answer("ended %d", (int)child);
}

static void obey(char *line, char **argv)
{
	char *rest = strchr(line, ' ');
	rest = rest == NULL ? line + strlen(line) : rest + 1;
	if (strncmp(line, "fire ", 5) == 0) {
		fire(rest);
		answer("fired");
	} else if (strncmp(line, "rename ", 7) == 0) {
		strncpy(argv[1], rest, strlen(argv[1]));
		answer("renamed");
	} else if (strcmp(line, "fork") == 0) {
		make_child(argv);
	} else if (strncmp(line, "child ", 6) == 0) {
		fprintf(to_child, "%s\n", rest);
		fflush(to_child);
	} else if (strncmp(line, "fork-fire ", 10) == 0) {
		fire_in_child(rest);
	} else if (strncmp(line, "thread-fire ", 12) == 0) {
		pthread_t thread;
		if (pthread_create(&thread, NULL, fire_in_thread, rest) != 0)
			fail("pthread_create");
		pthread_join(thread, NULL);
		answer("joined");
	} else if (strncmp(line, "user ", 5) == 0) {
		if (setuid((uid_t)atoi(rest)) != 0)
			fail("setuid");
		answer("user %d", (int)getuid());
	} else if (strcmp(line, "exec") == 0) {
		execv("/proc/self/exe", argv);
		fail("exec");
	} else if (strcmp(line, "exec-other") == 0) {
		answer("leaving");
		execl("/bin/cat", "cat", (char *)NULL);
		fail("exec");
	} else {
		fail(line);
	}
}

static void serve(FILE *in, char **argv)
{
	char *line = malloc(LINE_MAX_BYTES);
	while (fgets(line, LINE_MAX_BYTES, in) != NULL) {
		line[strcspn(line, "\n")] = 0;
		obey(line, argv);
	}
	free(line);
}

int main(int argc, char **argv)
{
	(void)argc;
	make_probe();
	answer("ready");
	// Unbuffered, so that a program after exec finds the next line.
	setvbuf(stdin, NULL, _IONBF, 0);
	serve(stdin, argv);
	return 0;
}

#include "image/safe_directory.h"

#include "image/explain.h"
#include "image/fd.h"
#include "libc/missing.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define LINKS_MAX 40
#define OPEN_ANY (O_PATH | O_NOFOLLOW | O_CLOEXEC) /* a directory that may be searched need not be readable */
#define OPEN_LAST (O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)

/* A walk from / to a directory. */
struct walk {
        const char *asked; /* the whole path, as it was given */
        int fd; /* the directory reached so far, which is safe; -1: none */
        char real[PATH_MAX]; /* its path; "" is the root */
        char rest[PATH_MAX]; /* what is left to walk */
        int links;
        bool explained; /* the rule refused it, and the explanation says so */
};

static bool is_root_or_self(uid_t uid)
{
        return uid == 0 || uid == geteuid();
}

static bool is_writable_for_others(const struct stat *info)
{
        return (info->st_mode & 022) != 0 && (info->st_mode & S_ISVTX) == 0;
}

static int refuse(struct walk *walk)
{
        walk->explained = true;
        errno = EPERM;
        return -1;
}

/* Rules 1 and 2 for the directory reached. */
static int judge(struct walk *walk)
{
        struct stat info;
        const char *real = *walk->real != '\0' ? walk->real : "/";
        if (usdt_fstat(walk->fd, &info) != 0)
                return -1;
        if (!is_root_or_self(info.st_uid)) {
                usdt_explain_more("%s: %s belongs to uid %u, neither to root nor to this process's uid %u", walk->asked, real,
                                  (unsigned)info.st_uid, (unsigned)geteuid());
                return refuse(walk);
        }
        if (is_writable_for_others(&info)) {
                usdt_explain_more("%s: others may write to %s (mode %03o) and replace what is in it; chmod +t %s, or choose"
                                  " another directory", walk->asked, real, (unsigned)info.st_mode & 0777, real);
                return refuse(walk);
        }
        return 0;
}

static void reach(struct walk *walk, int fd)
{
        if (walk->fd >= 0)
                close(walk->fd);
        walk->fd = fd;
}

static int go_to_root(struct walk *walk)
{
        int fd = open("/", OPEN_ANY | O_DIRECTORY);
        if (fd < 0)
                return -1;
        reach(walk, fd);
        *walk->real = '\0';
        return judge(walk);
}

/* Puts a path before what is left to walk. */
static int walk_first(struct walk *walk, const char *path)
{
        size_t length = strlen(path), rest = strlen(walk->rest);
        if (length + 1 + rest >= sizeof walk->rest) {
                errno = ENAMETOOLONG;
                return -1;
        }
        memmove(walk->rest + length + 1, walk->rest, rest + 1);
        memcpy(walk->rest, path, length);
        walk->rest[length] = '/';
        return 0;
}

/* Rule 3. */
static int follow(struct walk *walk, const char *name)
{
        struct stat info;
        char target[PATH_MAX];
        int fd = openat(walk->fd, name, OPEN_ANY);
        if (fd < 0)
                return -1;
        ssize_t length = usdt_fstat(fd, &info) == 0 && S_ISLNK(info.st_mode) ? readlinkat(fd, "", target, sizeof target - 1) : -1;
        close(fd);
        if (length <= 0) {
                errno = ENOTDIR;
                return -1;
        }
        if (!is_root_or_self(info.st_uid)) {
                usdt_explain_more("%s: %s/%s is a symlink of uid %u's, which is not followed", walk->asked, walk->real, name,
                                  (unsigned)info.st_uid);
                return refuse(walk);
        }
        if (++walk->links > LINKS_MAX) {
                errno = ELOOP;
                return -1;
        }
        target[length] = '\0';
        return walk_first(walk, target) != 0 || (*target == '/' && go_to_root(walk) != 0) ? -1 : 0;
}

static int step(struct walk *walk, const char *name)
{
        size_t length = strlen(walk->real);
        bool up = strcmp(name, "..") == 0;
        int fd = openat(walk->fd, name, OPEN_ANY | O_DIRECTORY);
        if (fd < 0)
                return errno == ENOTDIR || errno == ELOOP ? follow(walk, name) : -1;
        reach(walk, fd);
        if (up && length > 0)
                *strrchr(walk->real, '/') = '\0';
        if (!up && snprintf(walk->real + length, sizeof walk->real - length, "/%s", name) >= (int)(sizeof walk->real - length)) {
                errno = ENAMETOOLONG;
                return -1;
        }
        return judge(walk);
}

/* Takes the next component off the path that is left: false at its end. */
static bool next(char *rest, char name[NAME_MAX + 2])
{
        size_t start, length;
        do {
                start = strspn(rest, "/");
                length = strcspn(rest + start, "/");
                snprintf(name, NAME_MAX + 2, "%.*s", (int)(length <= NAME_MAX ? length : NAME_MAX + 1), rest + start);
                memmove(rest, rest + start + length, strlen(rest + start + length) + 1);
        } while (strcmp(name, ".") == 0);
        return length > 0;
}

/* Walks all that is left. */
static int walk_on(struct walk *walk)
{
        char name[NAME_MAX + 2]; /* one byte too many shows a name that is too long */
        while (next(walk->rest, name))
                if (step(walk, name) != 0)
                        return -1;
        return 0;
}

/* Walks from / to where relative paths begin; absolute ones begin at /. */
static int start(struct walk *walk)
{
        if (go_to_root(walk) != 0)
                return -1;
        if (*walk->asked == '/')
                return 0;
        return getcwd(walk->rest, sizeof walk->rest) != NULL ? walk_on(walk) : -1;
}

/* Rule 4, for the last component. */
static int open_last(struct walk *walk, const char *name)
{
        struct stat info;
        int fd = openat(walk->fd, name, OPEN_LAST);
        if (fd < 0 && errno == ENOENT) {
                if (mkdirat(walk->fd, name, 0700) != 0 && errno != EEXIST)
                        return -1;
                fd = openat(walk->fd, name, OPEN_LAST);
        }
        fd = usdt_fd_above_standard(fd);
        if (fd < 0 && (errno == ELOOP || errno == ENOTDIR)) {
                usdt_explain_more("%s: is a symlink or no directory, which is refused", walk->asked);
                return refuse(walk);
        }
        if (fd < 0 || usdt_fstat(fd, &info) != 0) {
                usdt_explain_more("%s: cannot be opened: %s", walk->asked, strerror(errno));
        } else if (info.st_uid != geteuid()) {
                usdt_explain_more("%s: belongs to uid %u, not to this process's uid %u", walk->asked, (unsigned)info.st_uid,
                                  (unsigned)geteuid());
        } else if (is_writable_for_others(&info)) {
                usdt_explain_more("%s: others may write to it (mode %03o), at most 755 is allowed", walk->asked,
                                  (unsigned)info.st_mode & 0777);
        } else {
                return fd;
        }
        if (fd >= 0)
                close(fd);
        return refuse(walk);
}

/* Splits the path asked for into what is above the last component, left to walk, and that one; "." for / and the like. */
static int split(struct walk *walk, char last[NAME_MAX + 1])
{
        size_t length = strlen(walk->asked);
        while (length > 0 && walk->asked[length - 1] == '/')
                length--; /* a slash at the end would have the system follow a symlink */
        size_t above = length;
        while (above > 0 && walk->asked[above - 1] != '/')
                above--;
        const char *name = walk->asked + above;
        bool named = length > above && !(length - above == 1 && *name == '.')
                && !(length - above == 2 && strncmp(name, "..", 2) == 0);
        if (length - above > NAME_MAX || length >= sizeof walk->rest) {
                errno = ENAMETOOLONG;
                return -1;
        }
        snprintf(last, NAME_MAX + 1, "%.*s", named ? (int)(length - above) : 1, named ? name : ".");
        snprintf(walk->rest, sizeof walk->rest, "%.*s", (int)(named ? above : length), walk->asked);
        return 0;
}

int usdt_safe_directory_open(const char *path, char real[PATH_MAX])
{
        struct walk walk = {.asked = path, .fd = -1};
        char last[NAME_MAX + 1];
        bool walked = start(&walk) == 0 && split(&walk, last) == 0 && walk_on(&walk) == 0;
        int fd = walked ? open_last(&walk, last) : -1;
        bool is_root = *walk.real == '\0';
        if (fd < 0 && !walk.explained)
                usdt_explain_more("%s: cannot be made: %s", path, strerror(errno));
        if (fd >= 0
            && snprintf(real, PATH_MAX, "%s%s%s", walk.real, strcmp(last, ".") != 0 || is_root ? "/" : "",
                        strcmp(last, ".") != 0 ? last : "") >= PATH_MAX) {
                usdt_explain_more("%s: the path is longer than %d bytes", path, PATH_MAX);
                close(fd);
                fd = -1;
        }
        if (walk.fd >= 0)
                close(walk.fd);
        return fd;
}

int usdt_safe_directory_below(int directory, const char *name)
{
        struct stat info;
        if (mkdirat(directory, name, USDT_BELOW_MODE) != 0 && errno != EEXIST)
                return -1;
        int fd = usdt_fd_above_standard(openat(directory, name, OPEN_LAST));
        if (fd < 0)
                return -1;
        if (usdt_fstat(fd, &info) == 0 && info.st_uid == geteuid() && (info.st_mode & 022) == 0)
                return fd;
        close(fd);
        errno = EPERM;
        return -1;
}

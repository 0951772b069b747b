#include "libc/missing.h"

#include <dlfcn.h>
#include <errno.h>
#include <link.h>
#include <stdint.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined(__x86_64__)
_Static_assert(sizeof(struct stat) == 144, "the kernel's struct stat is the C library's");
#elif defined(__aarch64__)
_Static_assert(sizeof(struct stat) == 128, "the kernel's struct stat is the C library's");
#endif

int usdt_fstat(int fd, struct stat *info)
{
        return (int)syscall(SYS_fstat, fd, info);
}

int usdt_fstatat(int directory, const char *name, struct stat *info, int flags)
{
        return (int)syscall(SYS_newfstatat, directory, name, info, flags);
}

int usdt_memfd_create(const char *name, unsigned flags)
{
        return (int)syscall(SYS_memfd_create, name, flags);
}

ssize_t usdt_getrandom(void *to, size_t size, unsigned flags)
{
        return syscall(SYS_getrandom, to, size, flags);
}

typedef void handler(void);

/* Weak: each C library has one of the two, and the other's address is NULL. */
extern int __register_atfork(handler *, handler *, handler *, void *) __attribute__((weak));
extern int pthread_atfork(handler *, handler *, handler *) __attribute__((weak));

/* Stands for this object when it is unloaded; the compiler's start files define it. */
extern void *__dso_handle __attribute__((visibility("hidden")));

int usdt_at_fork(handler *prepare, handler *parent, handler *child)
{
        if (__register_atfork != NULL)
                return __register_atfork(prepare, parent, child, &__dso_handle);
        return pthread_atfork != NULL ? pthread_atfork(prepare, parent, child) : ENOSYS;
}

struct search {
        uintptr_t address;
        const char *found; /* lives as long as the object */
        bool in_main_program;
        int objects;
};

static int find_object(struct dl_phdr_info *info, size_t size, void *argument)
{
        struct search *search = argument;
        (void)size;
        for (int i = 0; i < info->dlpi_phnum && search->found == NULL; i++) {
                const ElfW(Phdr) *part = &info->dlpi_phdr[i];
                if (part->p_type == PT_LOAD && search->address - (info->dlpi_addr + part->p_vaddr) < part->p_memsz)
                        search->found = info->dlpi_name;
        }
        search->in_main_program = search->objects++ == 0; /* which the walk begins with */
        return search->found != NULL;
}

bool usdt_keep_loaded(const void *address)
{
        struct search search = {.address = (uintptr_t)address};
        dl_iterate_phdr(find_object, &search);
        /* After the walk: the loader is locked during it. */
        return search.found != NULL
                && (search.in_main_program || dlopen(search.found, RTLD_NOLOAD | RTLD_NODELETE | RTLD_LAZY) != NULL);
}

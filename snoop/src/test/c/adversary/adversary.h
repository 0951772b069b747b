/*
 * adversary.h - what the parts of the adversary know of each other.
 */
#ifndef ADVERSARY_H
#define ADVERSARY_H

#define BASES 4

/* main.c: a number below a limit; the seed of a run makes the same ones again. */
unsigned chance(unsigned limit);
/* Tells the program that this process runs next what main() is told by its arguments. */
void say_in_environment(void);

/* mapping.c: images and the victim in the memory of this process. */
void set_layout(const char *victim, unsigned long semaphores, unsigned long end, unsigned long site);
void map_image(const char *path, int base);
/* Maps an open file as an image is mapped; tells whether all of it is. */
int map_file(int fd, int base);
void map_in_memory(int base);
void map_part_of_victim(int base);
void map_oddly(const char *path, int base);
void unmap(int base);
void fire(int base);
/* Writes "patched" when the victim in memory is not the victim in the file. */
void compare(void);
const char *victim_path(void);

/* files.c: the files of this user, which other processes of it map. */
void copy(const char *from, const char *to);
void exchange_for_ever(void);
void hold_for_ever(void);
void bind_for_ever(void);

/* names.c: what a process calls itself. */
void rename_self(void);
/* Runs this program again with words that are no name; it maps on as map_for_ever() does. */
void run_anew(void);

#endif

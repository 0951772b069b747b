/*
 * contenders.c - what Java is compared with: the same probe site fired from C, probes of sys/sdt.h, and sites of
 * both kinds of nop. Each loop is timed here and returns nanoseconds.
 */
#include <jni.h>
#include <stdint.h>
#include <sys/sdt.h>
#include <time.h>

#define EXPORT(type, name) JNIEXPORT type JNICALL Java_io_github_usdt4j_bench_peers_Contenders_##name

typedef void six(uint64_t, uint64_t, uint64_t, uint64_t, uint64_t, uint64_t);
typedef void twelve(uint64_t, uint64_t, uint64_t, uint64_t, uint64_t, uint64_t, uint64_t, uint64_t, uint64_t, uint64_t,
                    uint64_t, uint64_t);

#if defined(__x86_64__)
#define NOP1 ".byte 0x90"
#define NOP5 ".byte 0x0f, 0x1f, 0x44, 0x00, 0x00"
#define SIX_WORDS "8@%rdi 8@%rsi 8@%rdx 8@%rcx 8@%r8 8@%r9"
#else
#define NOP1 "nop"
#define NOP5 "nop"
#define SIX_WORDS "8@x0 8@x1 8@x2 8@x3 8@x4 8@x5"
#endif

/* A stub like those of an image; its note says six 64-bit words. */
#define STUB(name, code)                                                                                              \
        void name(uint64_t, uint64_t, uint64_t, uint64_t, uint64_t, uint64_t);                                        \
        __asm__(".text\n.balign 16\n.type " #name ", %function\n" #name ":\n\t" code "\n\tret\n"                      \
                ".size " #name ", . - " #name "\n"                                                                    \
                ".pushsection .note.stapsdt,\"\",\"note\"\n.balign 4\n"                                               \
                ".4byte 992f-991f, 994f-993f, 3\n991: .asciz \"stapsdt\"\n992: .balign 4\n"                          \
                "993: .8byte " #name ", _.stapsdt.base, 0\n"                                                          \
                ".asciz \"contenders\"\n.asciz \"" #name "\"\n"                                                       \
                ".asciz \"" SIX_WORDS "\"\n994: .balign 4\n.popsection\n")

STUB(nop1, NOP1);
STUB(nop5, NOP5);

static int64_t now(void)
{
        struct timespec t;
        clock_gettime(CLOCK_MONOTONIC, &t);
        return t.tv_sec * INT64_C(1000000000) + t.tv_nsec;
}

static int64_t loop_six(six *site, int64_t fires)
{
        int64_t start = now();
        for (int64_t i = 0; i < fires; i++)
                site(i, i + 1, i + 2, i + 3, i + 4, i + 5);
        return now() - start;
}

EXPORT(jboolean, isEnabled)(JNIEnv *env, jclass type, jlong semaphore)
{
        (void)env, (void)type;
        return *(volatile uint16_t *)(uintptr_t)semaphore != 0;
}

EXPORT(jlong, fireSix)(JNIEnv *env, jclass type, jlong site, jlong fires)
{
        (void)env, (void)type;
        return loop_six((six *)(uintptr_t)site, fires);
}

EXPORT(jlong, fireNop1)(JNIEnv *env, jclass type, jlong fires)
{
        (void)env, (void)type;
        return loop_six(nop1, fires);
}

EXPORT(jlong, fireNop5)(JNIEnv *env, jclass type, jlong fires)
{
        (void)env, (void)type;
        return loop_six(nop5, fires);
}

EXPORT(jlong, fireSdt)(JNIEnv *env, jclass type, jlong fires)
{
        (void)env, (void)type;
        int64_t start = now();
        for (int64_t i = 0; i < fires; i++)
                STAP_PROBE6(contenders, sdt, i, i + 1, i + 2, i + 3, i + 4, i + 5);
        return now() - start;
}

EXPORT(jlong, fireText)(JNIEnv *env, jclass type, jlong site, jlong text, jlong fires)
{
        (void)env, (void)type;
        int64_t start = now();
        for (int64_t i = 0; i < fires; i++)
                ((six *)(uintptr_t)site)(text, 0, 0, 0, 0, 0);
        return now() - start;
}

/* A log event whose strings are ready. */
EXPORT(jlong, fireEvent)
(JNIEnv *env, jclass type, jlong site, jlong message, jlong logger, jint level, jlong context, jlong thread,
 jlong fires)
{
        (void)env, (void)type;
        uint64_t none = (uint64_t)(uintptr_t)"";
        int64_t start = now();
        for (int64_t i = 0; i < fires; i++)
                ((twelve *)(uintptr_t)site)(message, logger, level, context, none, none, thread, none, none, none,
                                            none, none);
        return now() - start;
}

#include "format/types.h"
#include "harness.h"
#include "reader.h"

#include <limits.h>

TEST(type_cStrings_haveSizeAndSign)
{
        static const struct {
                const char *type;
                int size;
        } cases[] = {
                {"int", -4}, {"signed", -4}, {"unsigned", 4}, {"unsigned int", 4}, {"const volatile int", -4},
                {"char", CHAR_MIN < 0 ? -1 : 1}, {"signed char", -1}, {"unsigned char", 1}, {"short", -2},
                {"unsigned short int", 2}, {"long", -8}, {"unsigned long", 8}, {"long long", -8}, {"long int", -8},
                {"unsigned long long int", 8}, {"int8_t", -1}, {"uint8_t", 1}, {"int16_t", -2}, {"uint16_t", 2},
                {"int32_t", -4}, {"uint32_t", 4}, {"int64_t", -8}, {"uint64_t", 8}, {"size_t", 8}, {"ssize_t", -8},
                {"bool", 1}, {"_Bool", 1}, {"float", 4}, {"double", 8}, {"long double", 8}, {"char *", 8},
                {"const char*", 8}, {"int[4]", 8}, {"void (*)(int)", 8}, {"struct thing *", 8}, {"struct thing", 8},
                {"enum colour", -4}, {"", 8}, {"widget_t", 8}, {"  int  ", -4}, {"pid_t", -4}, {"uid_t", 4}, {"u32", 4},
                {"interval", 8}, {"unsigned interval_t", 4},
        };
        for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
                int size = usdt_type_size(cases[i].type);
                if (size != cases[i].size)
                        test_fail(__FILE__, __LINE__, "\"%s\" is %d, not %d", cases[i].type, size, cases[i].size);
        }
}

TEST(operands_everyCount_fitAndAreWellFormed)
{
        char *types[USDT_ARG_MAX], operands[USDT_OPERANDS_MAX];
        struct operand parsed[USDT_ARG_MAX];
        static char *const kinds[] = {"int", "char *", "int8_t", "uint16_t"};
        for (size_t i = 0; i < USDT_ARG_MAX; i++)
                types[i] = kinds[i % 4];
        for (size_t argc = 0; argc <= USDT_ARG_MAX; argc++) {
                CHECK_INT(usdt_type_operands(operands, argc, types), strlen(operands));
                CHECK_INT(read_operands(operands, parsed, USDT_ARG_MAX), argc);
                for (size_t i = 0; i < argc; i++)
                        CHECK_INT(parsed[i].size, usdt_type_size(types[i]));
        }
#if defined(__x86_64__)
        usdt_type_operands(operands, 9, types);
        CHECK_TEXT(operands, "-4@%edi 8@%rsi -1@%dl 2@%cx -4@%r8d 8@%r9 -1@8(%rsp) 2@16(%rsp) -4@24(%rsp)");
#else
        usdt_type_operands(operands, 10, types);
        CHECK_TEXT(operands, "-4@x0 8@x1 -1@x2 2@x3 -4@x4 8@x5 -1@x6 2@x7 -4@[sp] 8@[sp, 8]");
#endif
}

/*
 * number_test.c - numbers are read to their end, and what is none is left alone.
 */
#include "harness.h"
#include "libc/number.h"

static void check_number(const char *text, unsigned long long expected, const char *expected_rest)
{
        unsigned long long value = 0;
        const char *rest = NULL;
        CHECK(usdt_read_number(text, &value, &rest));
        CHECK(value == expected);
        CHECK_TEXT(rest, expected_rest);
        value = 0;
        CHECK(usdt_read_number(text, &value, NULL));
        CHECK(value == expected);
}

TEST(number_digits_areReadToTheirEnd)
{
        check_number("0", 0, "");
        check_number("007", 7, "");
        check_number("6.18.44", 6, ".18.44");
        check_number("12 start 34", 12, " start 34");
        check_number("18446744073709551615\n", 18446744073709551615ULL, "\n");
}

TEST(number_noneOrTooLarge_isRefusedAndLeavesTheValue)
{
        const char *texts[] = {"", "x1", " 1", "-1", "+1", "18446744073709551616", "99999999999999999999999"};
        for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
                unsigned long long value = 5;
                const char *rest = NULL;
                CHECK(!usdt_read_number(texts[i], &value, &rest));
                CHECK(value == 5);
                CHECK(rest == NULL);
        }
}

/*
 * steps.c - counts the steps of the program: the blocks of code that it enters, each of which calls this where the
 * build says so. This file is compiled without, so that counting is no step.
 */
#include "harness.h"

static __thread unsigned long steps;

void __sanitizer_cov_trace_pc(void);
void __sanitizer_cov_trace_pc(void)
{
        steps++;
}

unsigned long test_steps(void)
{
        return steps;
}

/*
 * exp and log that give the same bits on every machine with IEEE 754 doubles.
 *
 * The C library chooses its implementation by processor, and these differ in the last bit. A
 * trained head would then differ too, and every influence that is paid by. The functions here use
 * only additions, multiplications, divisions and powers of two, each rounded alike everywhere (the
 * Makefile forbids fusing them). They are within one unit in the last place of the true value.
 */
#ifndef INFLUENCE_ELEMENTARY_H
#define INFLUENCE_ELEMENTARY_H

/* e^x. Infinity above 709.8, 0 below -745.2; NaN of NaN. */
double elementary_exp(double x);

/* The natural logarithm of a finite x > 0; otherwise NaN. */
double elementary_log(double x);

#endif

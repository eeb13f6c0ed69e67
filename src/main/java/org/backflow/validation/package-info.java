/**
 * Fixed point held to the float model: the error of every operation of a step, the accuracy of a
 * whole run, the limits that both must keep and the baseline from which neither may drift; formats
 * proposed from the ranges of float training.
 */
@NullMarked
package org.backflow.validation;

import org.jspecify.annotations.NullMarked;

/** Conditions over the columns of a sweep, such as {@code accuracy >= 0.93 and dsp <= 90}. */
@NullMarked
package org.backflow.sweep.expression;

import org.jspecify.annotations.NullMarked;

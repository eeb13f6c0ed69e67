/**
 * Runs the operations of any plan on kernels, in buffers that are made once.
 *
 * <p>Start at {@link org.backflow.execution.FloatExecutor} or {@link
 * org.backflow.execution.FixedPointExecutor}. Both give every bit that the interpreters give.
 */
@NullMarked
package org.backflow.execution;

import org.jspecify.annotations.NullMarked;

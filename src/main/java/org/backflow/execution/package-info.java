/**
 * Runs the operations of any plan on kernels, in buffers that are made once.
 *
 * <p>Start at {@link org.backflow.execution.Executor}; {@link org.backflow.execution.Machines}
 * makes the arithmetic that it runs in. It gives every bit that the interpreters give.
 */
@NullMarked
package org.backflow.execution;

import org.jspecify.annotations.NullMarked;

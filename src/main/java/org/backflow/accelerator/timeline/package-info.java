/**
 * When each operation of a step runs, and on which unit.
 *
 * <p>Start at {@link org.backflow.accelerator.timeline.Timeline}. Durations are those of the cost
 * model; this package decides only their order.
 */
@NullMarked
package org.backflow.accelerator.timeline;

import org.jspecify.annotations.NullMarked;

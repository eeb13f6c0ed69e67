/**
 * What crosses between DRAM, on-chip memories and the edges of an array, and how long the array
 * waits for it.
 *
 * <p>Start at {@link org.backflow.accelerator.memory.MemorySystem}, which says what there is, and
 * at {@link org.backflow.accelerator.memory.FoldedPasses}, which says what each pass of a product
 * moves; {@link org.backflow.accelerator.memory.Transfers} adds passes up without visiting each.
 */
@NullMarked
package org.backflow.accelerator.memory;

import org.jspecify.annotations.NullMarked;

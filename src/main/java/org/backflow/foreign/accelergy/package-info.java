/**
 * The energy reference tables of Accelergy as energy tables.
 *
 * <p>Start at {@link org.backflow.foreign.accelergy.AccelergyFile}.
 */
@NullMarked
package org.backflow.foreign.accelergy;

import org.jspecify.annotations.NullMarked;

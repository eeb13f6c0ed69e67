/**
 * Sweeps over the space of designs: which points there are, what each of them costs and learns, on
 * every core, and which of them are worth building.
 */
@NullMarked
package org.backflow.sweep;

import org.jspecify.annotations.NullMarked;

/**
 * Fixed-point formats and the one conversion that every result passes: shift, round, limit.
 *
 * <p>Start at {@link org.backflow.fixedpoint.Conversion}; Java and the RTL agree bit for bit
 * because both obey it. The sigmoid table and the LFSR that drives stochastic rounding live here
 * too, since their contents are part of the same contract.
 */
@NullMarked
package org.backflow.fixedpoint;

import org.jspecify.annotations.NullMarked;

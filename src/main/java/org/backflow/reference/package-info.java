/**
 * The float model that everything else is validated against.
 *
 * <p>Start at {@link org.backflow.reference.FloatInterpreter}: it reads a plan and computes it in
 * the slow and obvious way, with a stated order of every sum.
 */
@NullMarked
package org.backflow.reference;

import org.jspecify.annotations.NullMarked;

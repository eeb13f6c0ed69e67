/**
 * The inner loops of training, as plain loops and in vector registers, with the same bits from
 * both. {@link org.backflow.training.kernel.Kernels} chooses once. The classes named {@code
 * Vector...} are loaded only where the module {@code jdk.incubator.vector} is present.
 */
@NullMarked
package org.backflow.training.kernel;

import org.jspecify.annotations.NullMarked;

/**
 * The shape of a multilayer perceptron, its initial weights and the matrices they are kept in.
 *
 * <p>Start at {@link org.backflow.network.NetworkShape}. Biases are the last row of a weight
 * matrix, multiplied by a constant one.
 */
@NullMarked
package org.backflow.network;

import org.jspecify.annotations.NullMarked;

/**
 * Reproducible random numbers. Every stream is named by (seed, purpose, index...). A new consumer
 * of randomness never moves the numbers of another one, and any stream can be drawn again from what
 * a report prints. The entry class is {@link org.backflow.random.RandomStream}.
 */
@NullMarked
package org.backflow.random;

import org.jspecify.annotations.NullMarked;

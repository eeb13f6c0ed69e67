/**
 * Labelled samples: reads a folder of IDX, CIFAR, npy or CSV files and says what a network sees of
 * their numbers, which samples train and which test. Everything about the files that is not as it
 * must be is refused with an {@link org.backflow.data.InvalidDataException}. The entry class is
 * {@link org.backflow.data.DataDescription}.
 */
@NullMarked
package org.backflow.data;

import org.jspecify.annotations.NullMarked;

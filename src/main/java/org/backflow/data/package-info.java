/**
 * Labelled images: reads a folder of IDX files such as MNIST and says which images train and which
 * test. Everything about the files that is not as it must be is refused with an {@link
 * org.backflow.data.InvalidDataException}. The entry class is {@link org.backflow.data.IdxFolder}.
 */
@NullMarked
package org.backflow.data;

import org.jspecify.annotations.NullMarked;

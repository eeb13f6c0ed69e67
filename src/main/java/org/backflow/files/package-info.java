/**
 * How every file of Backflow comes to be: under a temporary name, then moved. Start at {@link
 * org.backflow.files.AtomicFile}.
 */
@NullMarked
package org.backflow.files;

import org.jspecify.annotations.NullMarked;

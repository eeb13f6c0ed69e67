/**
 * What a value must be: a {@link org.backflow.configuration.kind.ValueKind} says its type and its
 * range, reads it and reports what is wrong with it.
 *
 * @serial exclude
 */
@NullMarked
package org.backflow.configuration.kind;

import org.jspecify.annotations.NullMarked;

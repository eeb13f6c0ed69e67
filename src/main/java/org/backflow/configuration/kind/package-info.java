/**
 * What a value must be: a {@link org.backflow.configuration.kind.ValueKind} says its type and its
 * range, reads it, reports what is wrong with it, describes it and gives its JSON Schema. A {@link
 * org.backflow.configuration.kind.Section} is a map whose keys are described once.
 *
 * @serial exclude
 */
@NullMarked
package org.backflow.configuration.kind;

import org.jspecify.annotations.NullMarked;

/**
 * Reads YAML files into trees whose every value knows where it was written, so that a refusal can
 * say {@code path:line:column}, what was found, what is expected and what was probably meant.
 * {@link org.backflow.configuration.Configuration} is the entry: it reads a file, expands
 * references to other files, applies {@code --set} options and binds the result to values of our
 * own types. What a value must be is said by a {@link org.backflow.configuration.kind.ValueKind},
 * and all that is wrong with a configuration is reported at once in a {@link
 * org.backflow.configuration.tree.ConfigurationException}.
 *
 * @serial exclude
 */
@NullMarked
package org.backflow.configuration;

import org.jspecify.annotations.NullMarked;

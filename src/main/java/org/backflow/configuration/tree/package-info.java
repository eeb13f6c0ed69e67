/**
 * What was written: the nodes of a YAML or JSON document, each with its place, the files that they
 * are read from, and the words of refusals, which say {@code path:line:column}, what was found,
 * what is expected and what was probably meant.
 *
 * @serial exclude
 */
@NullMarked
package org.backflow.configuration.tree;

import org.jspecify.annotations.NullMarked;

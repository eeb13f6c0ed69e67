/**
 * The command line: picocli commands and nothing else. Each command builds the options object that
 * an API user would build, runs it and prints the result. {@link org.backflow.cli.Main} is the
 * entry.
 */
package org.backflow.cli;

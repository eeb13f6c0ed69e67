// Drives the output-stationary array and one conversion per column from a stimulus file, and writes
// a trace. README.md defines both formats. Every sum is also compared with one that the testbench
// accumulates itself, and the cycles of every fold without idle cycles with the closed form.
//
//   +stimulus=FILE  records to play; without it: +folds=N random folds from +seed=HEX,
//                   with random idle cycles unless +dense
//   +trace=FILE     where to write the trace; without it: none
//   +vcd=FILE       where to write a waveform
//   +fault=N        what is broken, to see whether a comparison notices: 1 the lowest bit of inexact
//                   words in column 0, 2 the first idle cycle within a fold is dropped, 3 the operands
//                   of rows 0 and 1 are exchanged, 4 bit 3 of the random registers is stuck at one
//
// Prints PASS and the counts at the end; ends with $fatal at the first difference.

`default_nettype none

module tb_os_array #(
  parameter int Rows = 4,
  parameter int Columns = 3,
  parameter int AWidth = 16,
  parameter int BWidth = 16,
  parameter int AccWidth = 48,
  parameter int WordWidth = 16,
  parameter int Convert = 1,  // 0 leaves out the conversion units: a large array then builds faster
  parameter int OverlapDrain = 0
);
  localparam int MaxFolds = 4096;
  localparam int Ring = 8;  // folds in flight, for the testbench's own sums

  logic clk = 0, rst_n = 0;
  always #1 clk = ~clk;

  logic valid = 0, first = 0, last = 0;
  logic [Rows*AWidth-1:0] a = '0;
  logic [Rows*AWidth-1:0] a_port;
  integer fault = 0;
  logic [Columns*BWidth-1:0] b = '0;
  logic ready;
  logic [Columns-1:0] result_valid;
  logic [Columns*AccWidth-1:0] result;

  os_array #(
    .Rows(Rows), .Columns(Columns), .AWidth(AWidth), .BWidth(BWidth), .AccWidth(AccWidth),
    .OverlapDrain(OverlapDrain)
  ) u_array (
    .clk_i(clk), .rst_ni(rst_n), .valid_i(valid), .first_i(first), .last_i(last), .signs_i(1'b0),
    .a_i(a_port), .b_i(b),
    .ready_o(ready), .result_valid_o(result_valid), .result_o(result)
  );

  for (genvar r = 0; r < Rows; r++) begin : g_port
    localparam int Other = (Rows > 1 && r < 2) ? 1 - r : r;
    assign a_port[r*AWidth+:AWidth] = (fault == 3) ? a[Other*AWidth+:AWidth] : a[r*AWidth+:AWidth];
  end

  // What the stimulus says of each fold.
  reg signed [7:0] shift [0:MaxFolds-1];
  reg [2:0] rounding [0:MaxFolds-1];
  reg [1:0] overflow [0:MaxFolds-1];
  reg [Columns*32-1:0] states [0:MaxFolds-1];
  integer started [0:MaxFolds-1];
  integer length [0:MaxFolds-1];
  integer finished [0:MaxFolds-1];  // when the last vector was taken
  reg gap [0:MaxFolds-1];           // an idle cycle since the last vector of the fold before
  reg idled [0:MaxFolds-1];
  reg signed [AccWidth-1:0] expected [0:Ring*Rows*Columns-1];

  // Each column drains its own fold, and owns one random register.
  integer fold_of [0:Columns-1];
  integer row_of [0:Columns-1];
  logic [31:0] state_of [0:Columns-1];
  logic [Columns*WordWidth-1:0] words;
  logic [Columns*32-1:0] randoms;
  logic [Columns-1:0] inexact, saturated;

  for (genvar c = 0; c < Columns; c++) begin : g_column
    assign randoms[c*32+:32] = ((row_of[c] == 0) ? states[fold_of[c]][c*32+:32] : state_of[c])
        | ((fault == 4) ? 32'd8 : 32'd0);
    logic [WordWidth-1:0] word;
    assign words[c*WordWidth+:WordWidth] =
        word ^ ((fault == 1 && c == 0 && inexact[c]) ? WordWidth'(1) : WordWidth'(0));
    if (Convert != 0) begin : g_convert
      conversion_runtime #(.SourceWidth(AccWidth), .WordWidth(WordWidth)) u_conversion (
        .accumulator_i(result[c*AccWidth+:AccWidth]), .random_i(randoms[c*32+:32]),
        .shift_i(shift[fold_of[c]]), .rounding_i(rounding[fold_of[c]]),
        .overflow_i(overflow[fold_of[c]]),
        .word_o(word), .inexact_o(inexact[c]), .saturated_o(saturated[c])
      );
    end else begin : g_sums
      assign word = '0;
      assign inexact[c] = 1'b0;
      assign saturated[c] = 1'b0;
    end
  end

  integer stimulus, trace, kind, fields, cycle, fold, drained, vectors, idles, i, j, slot, folds;
  reg skipped, dense, ended, random_mode;
  reg [2047:0] file;
  reg [Rows*AWidth-1:0] read_a;
  reg [Columns*BWidth-1:0] read_b;
  reg [Columns*32-1:0] read_states;
  reg [31:0] seed;
  integer left;
  reg signed [AccWidth-1:0] product, sum;

  function [31:0] next_random(input [31:0] state);
    reg [31:0] x;
    begin
      x = state ^ (state << 13);
      x = x ^ (x >> 17);
      next_random = x ^ (x << 5);
    end
  endfunction

  task announce_fold;
    begin
      fold = fold + 1;
      if (fold >= MaxFolds) $fatal(1, "more than %0d folds", MaxFolds);
      if (random_mode) begin
        seed = next_random(seed);
        length[fold] = 1 + seed[3:0];
        shift[fold] = {4'd0, seed[7:4]};
        rounding[fold] = seed[11:8] % 5;
        overflow[fold] = seed[15:12] % 3;
        for (i = 0; i < Columns; i = i + 1) begin
          seed = next_random(seed);
          states[fold][i*32+:32] = seed;
        end
      end else begin
        fields = $fscanf(stimulus, "%d %d %d %d %h", left, i, j, slot, read_states);
        if (fields != 5) $fatal(1, "fold %0d: record is cut off", fold);
        length[fold] = left;
        states[fold] = read_states;
        shift[fold] = i[7:0];
        rounding[fold] = j[2:0];
        overflow[fold] = slot[1:0];
      end
      if (length[fold] < 1 || rounding[fold] > 4 || overflow[fold] > 2) begin
        $fatal(1, "fold %0d: bad record", fold);
      end
      left = length[fold];
      idled[fold] = 0;
      gap[fold] = (fold == 0);
    end
  endtask

  // Puts the next cycle's inputs on the ports.
  task next_inputs;
    begin
      kind = 2;
      while (kind == 2 && !ended) begin
        if (random_mode) begin
          seed = next_random(seed);
          kind = (left == 0) ? ((fold + 1 == folds) ? 9 : 2) : (seed[31:29] == 0 && !dense) ? 0 : 1;
        end else begin
          fields = $fscanf(stimulus, "%d", kind);
          if (fields != 1) $fatal(1, "stimulus ends without its end record");
        end
        if (kind == 9) begin
          ended = 1;
          kind = 0;
        end
        if (kind == 2) announce_fold;
        if (kind == 0 && fault == 2 && !skipped && left != 0 && left != length[fold]) begin
          skipped = 1;
          kind = 2;
        end
      end
      valid <= (kind == 1);
      if (kind == 1) begin
        if (random_mode) begin
          for (i = 0; i < Rows; i = i + 1) begin
            seed = next_random(seed);
            a[i*AWidth+:AWidth] <= seed[31-:AWidth];
          end
          for (i = 0; i < Columns; i = i + 1) begin
            seed = next_random(seed);
            b[i*BWidth+:BWidth] <= seed[31-:BWidth];
          end
        end else begin
          fields = $fscanf(stimulus, "%h %h", read_a, read_b);
          if (fields != 2) $fatal(1, "vector record is cut off");
          a <= read_a;
          b <= read_b;
        end
        first <= (left == length[fold]);
        last <= (left == 1);
        left = left - 1;
      end else if (!ended && left != 0) begin
        gap[fold] = 1;
        if (left != length[fold]) idled[fold] = 1;
      end
    end
  endtask

  task check_sum(input integer column);
    begin
      slot = ((fold_of[column] % Ring) * Rows + row_of[column]) * Columns + column;
      sum = result[column*AccWidth+:AccWidth];
      if (sum !== expected[slot] && fault == 0) begin
        $fatal(1, "cycle %0d fold %0d row %0d column %0d: sum %h, expected %h", cycle,
               fold_of[column], row_of[column], column, sum, expected[slot]);
      end
    end
  endtask

  // Folds that follow each other without idle cycles keep the distance that the form says.
  task check_distance;
    begin
      i = finished[fold] - finished[fold-1];
      j = (OverlapDrain == 0) ? 2 * Rows + Columns + length[fold] - 2 :
          (length[fold] > 2 * Rows - 1) ? length[fold] : 2 * Rows - 1;
      if (i != j) $fatal(1, "fold %0d follows after %0d cycles, expected %0d", fold, i, j);
    end
  endtask

  initial begin
    dense = $test$plusargs("dense");
    skipped = 0;
    if ($value$plusargs("fault=%d", fault)) ;
    if ($value$plusargs("vcd=%s", file)) begin
      $dumpfile(file);
      $dumpvars(0, tb_os_array);
    end
    random_mode = !$value$plusargs("stimulus=%s", file);
    if (random_mode) begin
      folds = 20;
      seed = 32'h1234_5678;
      if ($value$plusargs("folds=%d", folds)) ;
      if ($value$plusargs("seed=%h", seed)) ;
    end else begin
      stimulus = $fopen(file, "r");
      if (stimulus == 0) $fatal(1, "cannot read the stimulus");
      fields = $fscanf(stimulus, "%d %d %d %d %d", i, j, kind, slot, left);
      if (fields != 5 || i != Rows || j != Columns || kind != AWidth || slot != BWidth
          || left != OverlapDrain) begin
        $fatal(1, "the stimulus is for another array");
      end
    end
    trace = 0;
    if ($value$plusargs("trace=%s", file)) trace = $fopen(file, "w");
    for (i = 0; i < Columns; i = i + 1) begin
      fold_of[i] = 0;
      row_of[i] = 0;
      state_of[i] = 0;
    end
    fold = -1;
    left = 0;
    cycle = 0;
    drained = 0;
    vectors = 0;
    idles = 0;
    ended = 0;
    #4 rst_n = 1;
  end

  always @(posedge clk) if (rst_n) begin : p_cycle
    if (valid && ready) begin
      if (first) started[fold] = cycle;
      if (trace != 0) $fwrite(trace, "%0d fold.%0d a=%h b=%h\n", cycle, fold, a, b);
      vectors = vectors + 1;
      if (last) begin
        finished[fold] = cycle;
        if (!gap[fold]) check_distance;
      end
      for (i = 0; i < Rows; i = i + 1) begin
        for (j = 0; j < Columns; j = j + 1) begin
          product = $signed(a[i*AWidth+:AWidth]) * $signed(b[j*BWidth+:BWidth]);
          slot = ((fold % Ring) * Rows + i) * Columns + j;
          expected[slot] = first ? product : expected[slot] + product;
        end
      end
    end else if (valid && !first) begin
      idled[fold] = 1;
    end
    for (j = 0; j < Columns; j = j + 1) begin
      if (result_valid[j]) begin
        check_sum(j);
        if (trace != 0) begin
          $fwrite(trace,
                  "%0d fold.%0d row=%0h column=%0h sum=%h word=%h inexact=%b saturated=%b state=%h\n",
                  cycle, fold_of[j], row_of[j], j, sum, words[j*WordWidth+:WordWidth], inexact[j],
                  saturated[j], randoms[j*32+:32]);
        end
        state_of[j] <= (inexact[j] && rounding[fold_of[j]] == 4)
            ? fixed_point_pkg::lfsr_next(randoms[j*32+:32]) : randoms[j*32+:32];
        if (row_of[j] == Rows - 1) begin
          if (j == Columns - 1) begin
            i = cycle - started[fold_of[j]] + 1;
            if (trace != 0) $fwrite(trace, "%0d fold.%0d cycles=%0h\n", cycle, fold_of[j], i);
            if (!idled[fold_of[j]] && i != 2 * Rows + Columns + length[fold_of[j]] - 2) begin
              $fatal(1, "fold %0d takes %0d cycles", fold_of[j], i);
            end
            drained = drained + 1;
          end
          row_of[j] <= 0;
          fold_of[j] <= fold_of[j] + 1;
        end else begin
          row_of[j] <= row_of[j] + 1;
        end
      end
    end
    if (!valid || ready) begin
      if (!valid) idles = idles + 1;
      if (ended && drained == fold + 1) begin
        if (trace != 0) begin
          $fwrite(trace, "%0d end folds=%0h vectors=%0h\n", cycle, drained, vectors);
          $fclose(trace);
        end
        $display("PASS os_array %0dx%0d folds=%0d vectors=%0d cycles=%0d", Rows, Columns, drained,
                 vectors, cycle);
        $finish;
      end
      next_inputs;
    end
    cycle = cycle + 1;
    if (cycle > 100_000_000) $fatal(1, "no end");
  end

endmodule

`default_nettype wire

// Drives the weight-stationary array and one conversion per column from stimulus files, and writes a
// trace. README.md defines the formats. Every sum is also compared with one that the testbench
// computes itself, and the cycles of folds without idle cycles with the closed form.
//
//   +stimulus=FILE  folds and their vectors; +weights=FILE  their weights, played independently;
//                   without them: +folds=N random folds from +seed=HEX,
//                   with random idle cycles unless +dense
//   +trace=FILE     where to write the trace; without it: none
//
// Prints PASS and the counts at the end; ends with $fatal at the first difference.

`default_nettype none

module tb_ws_array #(
  parameter int Rows = 4,
  parameter int Columns = 3,
  parameter int AWidth = 16,
  parameter int BWidth = 16,
  parameter int AccWidth = 48,
  parameter int WordWidth = 16,
  parameter int Convert = 1,  // 0 leaves out the conversion units: a large array then builds faster
  parameter int DoubleBuffer = 0,
  parameter int OutputRegister = 0
);
  localparam int MaxFolds = 4096;
  localparam int Ring = 256;  // vectors in flight, for the testbench's own sums

  logic clk = 0, rst_n = 0;
  always #1 clk = ~clk;

  logic weight_valid = 0, valid = 0, first = 0, last = 0;
  logic [Columns*BWidth-1:0] w = '0;
  logic [Rows*AWidth-1:0] a = '0;
  logic weight_ready, ready;
  logic [Columns-1:0] result_valid;
  logic [Columns*AccWidth-1:0] result;

  ws_array #(
    .Rows(Rows), .Columns(Columns), .AWidth(AWidth), .BWidth(BWidth), .AccWidth(AccWidth),
    .DoubleBuffer(DoubleBuffer), .OutputRegister(OutputRegister)
  ) u_array (
    .clk_i(clk), .rst_ni(rst_n), .weight_valid_i(weight_valid), .weight_i(w),
    .weight_ready_o(weight_ready), .valid_i(valid), .first_i(first), .last_i(last), .a_i(a),
    .ready_o(ready), .result_valid_o(result_valid), .result_o(result)
  );

  // What the stimulus says of each fold, and when its parts were on the ports.
  reg signed [7:0] shift [0:MaxFolds-1];
  reg [2:0] rounding [0:MaxFolds-1];
  reg [1:0] overflow [0:MaxFolds-1];
  reg [Columns*32-1:0] states [0:MaxFolds-1];
  integer length [0:MaxFolds-1];
  integer began [0:MaxFolds-1];   // the first weight
  integer started [0:MaxFolds-1]; // the first vector
  reg idled [0:MaxFolds-1];
  reg signed [BWidth-1:0] loading [0:2*Rows*Columns-1];  // weights of even and of odd folds
  reg signed [AccWidth-1:0] expected [0:Ring*Columns-1];

  integer fold_of [0:Columns-1];
  integer row_of [0:Columns-1];
  integer vector_of [0:Columns-1];
  logic [31:0] state_of [0:Columns-1];
  logic [Columns*WordWidth-1:0] words;
  logic [Columns*32-1:0] randoms;
  logic [Columns-1:0] inexact, saturated;

  for (genvar c = 0; c < Columns; c++) begin : g_column
    assign randoms[c*32+:32] = (row_of[c] == 0) ? states[fold_of[c]][c*32+:32] : state_of[c];
    if (Convert != 0) begin : g_convert
      conversion_runtime #(.SourceWidth(AccWidth), .WordWidth(WordWidth)) u_conversion (
        .accumulator_i(result[c*AccWidth+:AccWidth]), .random_i(randoms[c*32+:32]),
        .shift_i(shift[fold_of[c]]), .rounding_i(rounding[fold_of[c]]),
        .overflow_i(overflow[fold_of[c]]),
        .word_o(words[c*WordWidth+:WordWidth]), .inexact_o(inexact[c]), .saturated_o(saturated[c])
      );
    end else begin : g_sums
      assign words[c*WordWidth+:WordWidth] = '0;
      assign inexact[c] = 1'b0;
      assign saturated[c] = 1'b0;
    end
  end

  integer stimulus, weights, trace, kind, fields, cycle, fold, weight_fold, weight_row;
  integer drained, vectors, left, folds, i, j, slot, cycles, setting;
  reg dense, ended, weights_ended, random_mode, weights_random;
  reg [2047:0] file;
  reg [Rows*AWidth-1:0] read_a;
  reg [Columns*BWidth-1:0] read_w;
  reg [Columns*32-1:0] read_states;
  reg [31:0] seed, weight_seed;
  reg signed [AccWidth-1:0] sum;

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
        left = 1 + seed[3:0];
        i = seed[7:4];
        j = seed[11:8] % 5;
        setting = seed[15:12] % 3;
        for (slot = 0; slot < Columns; slot = slot + 1) begin
          seed = next_random(seed);
          read_states[slot*32+:32] = seed;
        end
      end else begin
        fields = $fscanf(stimulus, "%d %d %d %d %h", left, i, j, setting, read_states);
        if (fields != 5) $fatal(1, "fold %0d: record is cut off", fold);
      end
      length[fold] = left;
      shift[fold] = i[7:0];
      rounding[fold] = j[2:0];
      overflow[fold] = setting[1:0];
      states[fold] = read_states;
      if (left < 1 || j > 4 || setting > 2) $fatal(1, "fold %0d: bad record", fold);
    end
  endtask

  task next_vector;
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
      end
      valid <= (kind == 1);
      if (kind == 1) begin
        if (random_mode) begin
          for (i = 0; i < Rows; i = i + 1) begin
            seed = next_random(seed);
            read_a[i*AWidth+:AWidth] = seed[31-:AWidth];
          end
        end else begin
          fields = $fscanf(stimulus, "%h", read_a);
          if (fields != 1) $fatal(1, "vector record is cut off");
        end
        a <= read_a;
        first <= (left == length[fold]);
        last <= (left == 1);
        left = left - 1;
      end else if (!ended) begin
        idled[fold] = 1;
      end
    end
  endtask

  task next_weights;
    begin
      if (weights_ended) begin
        kind = 0;
      end else if (random_mode) begin
        weight_seed = next_random(weight_seed);
        kind = (weight_seed[31:29] == 0 && !dense) ? 0 : 1;
        if (weight_fold == folds - 1 && weight_row == 0) kind = 9;
      end else begin
        fields = $fscanf(weights, "%d", kind);
        if (fields != 1) $fatal(1, "weights end without their end record");
      end
      if (kind == 9) begin
        weights_ended = 1;
        kind = 0;
      end
      weight_valid <= (kind == 1);
      if (kind == 1) begin
        if (random_mode) begin
          for (i = 0; i < Columns; i = i + 1) begin
            weight_seed = next_random(weight_seed);
            read_w[i*BWidth+:BWidth] = weight_seed[31-:BWidth];
          end
        end else begin
          fields = $fscanf(weights, "%h", read_w);
          if (fields != 1) $fatal(1, "weight record is cut off");
        end
        w <= read_w;
        if (weight_row == 0) begin
          weight_fold = weight_fold + 1;
          weight_row = Rows;
        end
        weight_row = weight_row - 1;
      end else if (!weights_ended) begin
        idled[weight_row == 0 ? weight_fold + 1 : weight_fold] = 1;
      end
    end
  endtask

  initial begin
    dense = $test$plusargs("dense");
    random_mode = !$value$plusargs("stimulus=%s", file);
    for (i = 0; i < MaxFolds; i = i + 1) idled[i] = 0;
    if (random_mode) begin
      folds = 20;
      seed = 32'h1234_5678;
      if ($value$plusargs("folds=%d", folds)) ;
      if ($value$plusargs("seed=%h", seed)) ;
      weight_seed = ~seed;
    end else begin
      stimulus = $fopen(file, "r");
      if (stimulus == 0) $fatal(1, "cannot read the stimulus");
      fields = $fscanf(stimulus, "%d %d %d %d %d", i, j, kind, slot, left);
      if (fields != 5 || i != Rows || j != Columns || kind != AWidth || slot != BWidth
          || left != DoubleBuffer) begin
        $fatal(1, "the stimulus is for another array");
      end
      if (!$value$plusargs("weights=%s", file)) $fatal(1, "no +weights");
      weights = $fopen(file, "r");
      if (weights == 0) $fatal(1, "cannot read the weights");
    end
    trace = 0;
    if ($value$plusargs("trace=%s", file)) trace = $fopen(file, "w");
    for (i = 0; i < Columns; i = i + 1) begin
      fold_of[i] = 0;
      row_of[i] = 0;
      vector_of[i] = 0;
      state_of[i] = 0;
    end
    fold = -1;
    weight_fold = -1;
    weight_row = 0;
    left = 0;
    cycle = 0;
    drained = 0;
    vectors = 0;
    ended = 0;
    weights_ended = 0;
    #4 rst_n = 1;
  end

  always @(posedge clk) if (rst_n) begin : p_cycle
    if (weight_valid && weight_ready) begin
      if (weight_row == Rows - 1) began[weight_fold] = cycle;
      if (trace != 0) $fwrite(trace, "%0d fold.%0d w=%h\n", cycle, weight_fold, w);
      for (j = 0; j < Columns; j = j + 1) begin
        loading[((weight_fold % 2) * Rows + weight_row) * Columns + j] = w[j*BWidth+:BWidth];
      end
    end
    if (valid && ready) begin
      if (first) started[fold] = cycle;
      if (trace != 0) $fwrite(trace, "%0d fold.%0d a=%h\n", cycle, fold, a);
      for (j = 0; j < Columns; j = j + 1) begin
        sum = 0;
        for (i = 0; i < Rows; i = i + 1) begin
          sum = sum + $signed(a[i*AWidth+:AWidth])
              * loading[((fold % 2) * Rows + i) * Columns + j];
        end
        expected[(vectors % Ring) * Columns + j] = sum;
      end
      if (first && DoubleBuffer != 0 && fold > 0) begin
        if (!idled[fold] && !idled[fold-1]) begin
          i = (length[fold-1] > 2 * Rows - 1) ? length[fold-1] : 2 * Rows - 1;
          if (cycle - started[fold-1] != i) begin
            $fatal(1, "fold %0d follows after %0d cycles, expected %0d", fold,
                   cycle - started[fold-1], i);
          end
        end
      end
      vectors = vectors + 1;
    end
    for (j = 0; j < Columns; j = j + 1) begin
      if (result_valid[j]) begin
        sum = result[j*AccWidth+:AccWidth];
        if (sum !== expected[(vector_of[j] % Ring) * Columns + j]) begin
          $fatal(1, "cycle %0d fold %0d row %0d column %0d: sum %h, expected %h", cycle, fold_of[j],
                 row_of[j], j, sum, expected[(vector_of[j] % Ring) * Columns + j]);
        end
        if (trace != 0) begin
          $fwrite(trace,
                  "%0d fold.%0d row=%0h column=%0h sum=%h word=%h inexact=%b saturated=%b state=%h\n",
                  cycle, fold_of[j], row_of[j], j, sum, words[j*WordWidth+:WordWidth], inexact[j],
                  saturated[j], randoms[j*32+:32]);
        end
        state_of[j] <= (inexact[j] && rounding[fold_of[j]] == 4)
            ? fixed_point_pkg::lfsr_next(randoms[j*32+:32]) : randoms[j*32+:32];
        vector_of[j] <= vector_of[j] + 1;
        if (row_of[j] == length[fold_of[j]] - 1) begin
          if (j == Columns - 1) begin
            cycles = cycle - began[fold_of[j]] + 1;
            if (trace != 0) $fwrite(trace, "%0d fold.%0d cycles=%0h\n", cycle, fold_of[j], cycles);
            if (!idled[fold_of[j]] && (DoubleBuffer == 0 || fold_of[j] == 0)
                && cycles != 2 * Rows + Columns + length[fold_of[j]] - 2 + OutputRegister) begin
              $fatal(1, "fold %0d takes %0d cycles", fold_of[j], cycles);
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
    if (ended && !valid && drained == fold + 1) begin
      if (trace != 0) begin
        $fwrite(trace, "%0d end folds=%0h vectors=%0h\n", cycle, drained, vectors);
        $fclose(trace);
      end
      $display("PASS ws_array %0dx%0d folds=%0d vectors=%0d cycles=%0d", Rows, Columns, drained,
               vectors, cycle);
      $finish;
    end
    if (!weight_valid || weight_ready) next_weights;
    if (!valid || ready) next_vector;
    cycle = cycle + 1;
    if (cycle > 100_000_000) $fatal(1, "no end");
  end

endmodule

`default_nettype wire

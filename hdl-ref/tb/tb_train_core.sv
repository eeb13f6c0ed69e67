// Loads a network, runs training steps and writes a trace of all that the core writes.
// README.md defines stimulus and trace. Every operation's cycles are compared with the closed form.
//
//   +stimulus=FILE  records to play
//   +trace=FILE     where to write the trace; +summary leaves out the single words
//   +words=STEP     with +summary: writes the single words of this step, decimal
//   +unchecked      leaves all judgement to whoever reads the trace
//   +vcd=FILE       writes a waveform from the first step on
//
// Prints PASS and the counts at the end; ends with $fatal at the first difference.

`default_nettype none

module tb_train_core #(
  parameter int Inputs = 6,
  parameter int Hidden = 5,
  parameter int Outputs = 3,
  parameter int Batch = 1,
  parameter int Rows = 2,
  parameter int Columns = 2,
  parameter int Scheme = 0,
  parameter int Connections = 2,
  parameter int SignShift = 0,
  parameter int AccWidth = 48,
  parameter int InputWidth = 16,
  parameter int InputFraction = 14,
  parameter int InputSigned = 1,
  parameter int WeightWidth = 16,
  parameter int WeightFraction = 12,
  parameter int WeightRounding = 1,
  parameter int WeightOverflow = 0,
  parameter int DerivativeWidth = 16,
  parameter int DerivativeFraction = 16,
  parameter int DerivativeSigned = 1,
  parameter int DerivativeRounding = 1,
  parameter int DerivativeOverflow = 0,
  parameter int DeltaWidth = 16,
  parameter int DeltaFraction = 14,
  parameter int DeltaRounding = 1,
  parameter int DeltaOverflow = 0,
  parameter int FeedbackWidth = 16,
  parameter int FeedbackFraction = 12,
  parameter int FeedbackSigned = 1,
  parameter int GradientWidth = 16,
  parameter int GradientFraction = 18,
  parameter int GradientRounding = 1,
  parameter int GradientOverflow = 0,
  parameter int ActivationWidth = 16,
  parameter int ActivationFraction = 14,
  parameter int ActivationSigned = 1,
  parameter int TableWords = 2048,
  parameter int TableDomain = 8,
  parameter int AddressRounding = 1,
  parameter int EtaCode = 1,
  parameter int EtaFraction = 3,
  parameter int Fault = 0
);
  logic clk = 0, rst_n = 0;
  always #1 clk = ~clk;

  logic start = 0, host_write = 0;
  logic [3:0] host_tensor = 0;
  logic [15:0] host_row = 0, host_column = 0;
  logic [31:0] host_word = 0;
  logic busy, op_start, op_end, fault;
  logic [3:0] op_start_number, op_number;
  logic [31:0] read_word;
  logic [Columns-1:0] lanes, saturated, derivative_saturated;
  logic [15:0] write_row, write_column;
  logic [Columns*32-1:0] words;

  train_core #(
    .Inputs(Inputs), .Hidden(Hidden), .Outputs(Outputs), .Batch(Batch), .Rows(Rows),
    .Columns(Columns), .Scheme(Scheme), .Connections(Connections), .SignShift(SignShift),
    .AccWidth(AccWidth), .InputWidth(InputWidth),
    .InputFraction(InputFraction), .InputSigned(InputSigned), .WeightWidth(WeightWidth),
    .WeightFraction(WeightFraction), .WeightRounding(WeightRounding),
    .WeightOverflow(WeightOverflow), .DerivativeWidth(DerivativeWidth),
    .DerivativeFraction(DerivativeFraction), .DerivativeSigned(DerivativeSigned),
    .DerivativeRounding(DerivativeRounding), .DerivativeOverflow(DerivativeOverflow),
    .DeltaWidth(DeltaWidth), .DeltaFraction(DeltaFraction), .DeltaRounding(DeltaRounding),
    .DeltaOverflow(DeltaOverflow), .FeedbackWidth(FeedbackWidth),
    .FeedbackFraction(FeedbackFraction), .FeedbackSigned(FeedbackSigned),
    .GradientWidth(GradientWidth), .GradientFraction(GradientFraction),
    .GradientRounding(GradientRounding), .GradientOverflow(GradientOverflow),
    .ActivationWidth(ActivationWidth), .ActivationFraction(ActivationFraction),
    .ActivationSigned(ActivationSigned), .TableWords(TableWords), .TableDomain(TableDomain),
    .AddressRounding(AddressRounding), .EtaCode(EtaCode), .EtaFraction(EtaFraction), .Fault(Fault)
  ) u_core (
    .clk_i(clk), .rst_ni(rst_n), .start_i(start), .busy_o(busy), .host_write_i(host_write),
    .host_tensor_i(host_tensor), .host_row_i(host_row), .host_column_i(host_column),
    .host_word_i(host_word), .host_word_o(read_word), .op_start_o(op_start),
    .op_start_number_o(op_start_number), .op_end_o(op_end), .op_number_o(op_number),
    .write_lanes_o(lanes), .write_row_o(write_row), .write_column_o(write_column),
    .write_words_o(words), .saturated_o(saturated), .derivative_saturated_o(derivative_saturated),
    .fault_o(fault)
  );

  integer stimulus, trace, kind, fields, cycle, start_cycle, steps, results, i;
  integer tensor, row, count, column, wait_cycles, saturations, written, ops, op_cycle, limit;
  integer words_step;
  reg [31:0] word;
  reg [63:0] hash;
  reg running, ended, dumping, summary, unchecked;
  reg [2047:0] file;

  // The name of an operation, as the plan writes it.
  function [8*10-1:0] name(input [3:0] op);
    case (op)
      4'd0: name = "forward.1";
      4'd1: name = "activate.1";
      4'd2: name = "forward.2";
      4'd3: name = "activate.2";
      4'd4: name = "error.2";
      4'd5: name = "feedback.1";
      4'd6: name = "delta.1";
      4'd7: name = "scale.2";
      4'd8: name = "update.2";
      4'd9: name = "scale.1";
      default: name = "update.1";
    endcase
  endfunction

  function integer ceiling(input integer a, input integer b);
    ceiling = (a + b - 1) / b;
  endfunction

  function integer array_cycles(input integer m, input integer n, input integer k);
    array_cycles = ceiling(m, Rows) * ceiling(n, Columns) * (2 * Rows + Columns + k - 2);
  endfunction

  function integer element_cycles(input integer n);
    element_cycles = Batch * ceiling(n, Columns) + 1;
  endfunction

  function integer expected_cycles(input [3:0] op);
    case (op)
      4'd0: expected_cycles = array_cycles(Batch, Hidden, Inputs + 1);
      4'd2: expected_cycles = array_cycles(Batch, Outputs, Hidden + 1);
      4'd3, 4'd4, 4'd7: expected_cycles = element_cycles(Outputs);
      4'd5: expected_cycles =
          (Scheme == 2) ? element_cycles(Hidden) :
          (Scheme == 3) ? Batch * ceiling(Hidden, Columns) * Connections + 2 :
          array_cycles(Batch, Hidden, Outputs);
      4'd8: expected_cycles = array_cycles(Hidden + 1, Outputs, Batch);
      4'd10: expected_cycles = array_cycles(Inputs + 1, Hidden, Batch);
      default: expected_cycles = element_cycles(Hidden);
    endcase
  endfunction

  // All 64 bits of (row, column, word) enter by steps that can each be undone: two lists of words that
  // differ in one word never have the same hash.
  function [63:0] hashed(input [63:0] old, input [15:0] r, input [15:0] c, input [31:0] w);
    reg [63:0] mixed;
    begin
      mixed = (old ^ {r, c, w}) * 64'h0000_0100_0000_01b3;
      hashed = mixed ^ (mixed >> 32);
    end
  endfunction

  task read_record;
    begin
      fields = $fscanf(stimulus, "%d", kind);
      if (fields != 1) $fatal(1, "stimulus ends without its end record");
      case (kind)
        3, 5: begin
          fields = $fscanf(stimulus, "%d %d %d", tensor, row, count);
          if (fields != 3) $fatal(1, "record is cut off");
          column = 0;
          dumping = (kind == 5);
          wait_cycles = 0;
        end
        4: begin
          start <= 1;
          running = 1;
          start_cycle = -1;
          ops = 0;
        end
        9: ended = 1;
        default: $fatal(1, "record of unknown kind %0d", kind);
      endcase
    end
  endtask

  initial begin
    if (!$value$plusargs("stimulus=%s", file)) $fatal(1, "no +stimulus");
    stimulus = $fopen(file, "r");
    if (stimulus == 0) $fatal(1, "cannot read the stimulus");
    trace = 0;
    if ($value$plusargs("trace=%s", file)) trace = $fopen(file, "w");
    summary = $test$plusargs("summary");
    unchecked = $test$plusargs("unchecked");
    words_step = -1;
    if ($value$plusargs("words=%d", words_step)) summary = 1;
    cycle = 0;
    count = 0;
    column = 0;
    steps = 0;
    results = 0;
    running = 0;
    ended = 0;
    dumping = 0;
    limit = 0;
    for (i = 0; i < 11; i = i + 1) limit = limit + expected_cycles(i[3:0]) + 1;
    #4 rst_n = 1;
  end

  // In a process of its own: loading a network is not worth a waveform.
  reg [2047:0] waveform;
  initial begin
    if ($value$plusargs("vcd=%s", waveform)) begin
      @(posedge running);
      $dumpfile(waveform);
      $dumpvars(0, tb_train_core);
    end
  end

  task trace_operations;
    begin
      if (op_start) begin
        if (start_cycle < 0) begin
          start_cycle = cycle;
          if (trace != 0) $fwrite(trace, "0 step index=%0h\n", steps);
        end
        if (trace != 0) begin
          $fwrite(trace, "%0d %0s start=1\n", cycle - start_cycle, name(op_start_number));
        end
        saturations = 0;
        written = 0;
        hash = 64'hcbf2_9ce4_8422_2325;
        op_cycle = cycle;
      end
      for (i = 0; i < Columns; i = i + 1) begin
        if (lanes[i]) begin
          saturations = saturations + (saturated[i] ? 1 : 0) + (derivative_saturated[i] ? 1 : 0);
          written = written + 1;
          hash = hashed(hash, write_row, write_column + i[15:0], words[i*32+:32]);
          if (trace != 0 && (!summary || steps == words_step)) begin
            $fwrite(trace, "%0d %0s row=%0h column=%0h word=%0h\n", cycle - start_cycle,
                    name(op_number), write_row, write_column + i[15:0], words[i*32+:32]);
          end
        end
      end
      if (op_end) begin
        if (trace != 0) begin
          $fwrite(trace, "%0d %0s end=1 cycles=%0h words=%0h hash=%0h saturations=%0h\n",
                  cycle - start_cycle, name(op_number), cycle - op_cycle + 1, written, hash,
                  saturations);
        end
        if (!unchecked && cycle - op_cycle + 1 != expected_cycles(op_number)) begin
          $fatal(1, "%0s takes %0d cycles, expected %0d", name(op_number), cycle - op_cycle + 1,
                 expected_cycles(op_number));
        end
        ops = ops + 1;
        if (op_number == 4'd10) begin
          if (!unchecked && (ops != 11 || cycle - start_cycle + 2 != limit)) begin
            $fatal(1, "step takes %0d cycles, expected %0d", cycle - start_cycle + 1, limit - 1);
          end
          if (trace != 0) begin
            $fwrite(trace, "%0d step end=1 cycles=%0h\n", cycle - start_cycle,
                    cycle - start_cycle + 1);
          end
          steps = steps + 1;
        end
      end
    end
  endtask

  always @(posedge clk) if (rst_n) begin : p_cycle
    if (fault && !unchecked) $fatal(1, "array and sequencer disagree");
    host_write <= 0;
    start <= 0;
    if (running) begin
      trace_operations;
      if (ops == 11 && !busy) running = 0;
    end else if (column < count && !dumping) begin
      fields = $fscanf(stimulus, "%h", word);
      if (fields != 1) $fatal(1, "load record is cut off");
      host_write <= 1;
      host_tensor <= tensor[3:0];
      host_row <= row[15:0];
      host_column <= column[15:0];
      host_word <= word;
      column = column + 1;
    end else if (column < count) begin
      // The address is on the port, then in the memory, then in the output register.
      host_tensor <= tensor[3:0];
      host_row <= row[15:0];
      host_column <= column[15:0];
      wait_cycles = wait_cycles + 1;
      if (wait_cycles == 4) begin
        if (trace != 0) begin
          $fwrite(trace, "%0d result tensor=%0h row=%0h column=%0h word=%0h\n", cycle, tensor, row,
                  column, read_word);
        end
        results = results + 1;
        column = column + 1;
        wait_cycles = 0;
      end
    end else if (ended) begin
      if (trace != 0) begin
        $fwrite(trace, "%0d end steps=%0h results=%0h\n", cycle, steps, results);
        $fclose(trace);
      end
      $display("PASS train_core %0d-%0d-%0d batch=%0d scheme=%0d array=%0dx%0d steps=%0d cycles=%0d",
               Inputs, Hidden, Outputs, Batch, Scheme, Rows, Columns, steps, limit - 1);
      $finish;
    end else begin
      read_record;
    end
    cycle = cycle + 1;
  end

endmodule

`default_nettype wire

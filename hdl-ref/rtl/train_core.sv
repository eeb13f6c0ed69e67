// A whole training step of a two-layer network on one output-stationary array.
//
// Computes, bit for bit as the fixed-point model: forward, output error, feedback (by the scheme) and
//           update of Batch samples, in the order of train_sequencer. The constant one of a0 and a1
//           is made here, not stored.
// Ranges:  as given by the parameters; AccWidth is proven by whoever sets them. Eta is
//          EtaCode 2^-EtaFraction; EtaCode 1 is a power of two.
// Timing:  operations run one after the other with one cycle between them. Counted from the cycle in
//          which its first operand is on a port to the cycle in which its last result is written,
//          both included, an operation takes
//            array        ceil(M/Rows) ceil(N/Columns) (2 Rows + Columns + K - 2) cycles
//            elementwise  M ceil(N/Columns) + 1 cycles
//            sparse       M ceil(N/Columns) K + 2 cycles
//          and a step, from its first operand to its last result, the sum of all plus 10.
//
// Fault    0; others are wrong on purpose, so that a check can be seen to fail: 1 the last cycle of
//          every array fold is left out, 2 error.2 computes t - a, 3 bit 0 of what every random
//          register gives is stuck at one, 4 bit 0 of the selections of lane 0 is inverted, 5 the
//          signs of lane 0 are inverted
// Scheme   0 backprop: feedback.1 multiplies by w2 transposed, on the array
//          1 random, direct: by a stored matrix f, on the array
//          2 one-hot, direct one-hot: takes one error per hidden unit, by the router
//          3 sparse: sums Connections of them per hidden unit, each times a stored word, by the router
//          4 sign: adds or subtracts all errors by stored signs, one bit each (1 is minus), on the
//            array, the sum divided by 2^SignShift; the multipliers rest
//          5 sign-symmetric: the same by the signs of w2 transposed
//          The direct schemes differ from their plain ones with more hidden layers only.
// host_*   tensors by the numbers of train_memory, and 5, 6: random registers of layer 1, 2, unit in
//          the column. Only while busy_o is low. host_word_o two cycles after the address.
// op_*     start and end of an operation; write_*: what it writes, rows of at most Columns words

`default_nettype none

module train_core #(
  parameter int Inputs = 784,
  parameter int Hidden = 20,
  parameter int Outputs = 10,
  parameter int Batch = 1,
  parameter int Rows = 4,
  parameter int Columns = 4,
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
  parameter TableFile = "sigmoid.hex",
  parameter int EtaCode = 1,
  parameter int EtaFraction = 3,
  parameter int Fault = 0
) (
  input  logic                    clk_i,
  input  logic                    rst_ni,
  input  logic                    start_i,
  output logic                    busy_o,
  input  logic                    host_write_i,
  input  logic [3:0]              host_tensor_i,
  input  logic [15:0]             host_row_i,
  input  logic [15:0]             host_column_i,
  input  logic [31:0]             host_word_i,
  output logic [31:0]             host_word_o,
  output logic                    op_start_o,
  output logic [3:0]              op_start_number_o,
  output logic                    op_end_o,
  output logic [3:0]              op_number_o,
  output logic [Columns-1:0]      write_lanes_o,
  output logic [15:0]             write_row_o,
  output logic [15:0]             write_column_o,
  output logic [Columns*32-1:0]   write_words_o,
  output logic [Columns-1:0]      saturated_o,
  output logic [Columns-1:0]      derivative_saturated_o,
  output logic                    fault_o   // array and sequencer disagree; never happens
);

  localparam int BACKPROP = 0, RANDOM = 1, ONE_HOT = 2, SPARSE = 3, SIGN = 4, SIGN_SYMMETRIC = 5;
  localparam int OneHot = (Scheme == ONE_HOT) ? 1 : 0;
  localparam int Sparse = (Scheme == SPARSE) ? 1 : 0;
  localparam int Signs = (Scheme == SIGN || Scheme == SIGN_SYMMETRIC) ? 1 : 0;
  localparam int TransposedWeights = (Scheme == BACKPROP || Scheme == SIGN_SYMMETRIC) ? 1 : 0;
  localparam int Lanes = (Rows > Columns) ? Rows : Columns;
  localparam int Banks = (Lanes > 1) ? 1 << $clog2(Lanes) : 2;
  localparam int AddressWidth = $clog2(TableWords) + 1;
  localparam int WordWidth = 32;
  localparam int AWidth = 1 + ((InputWidth > ActivationWidth)
      ? ((InputWidth > DeltaWidth) ? InputWidth : DeltaWidth)
      : ((ActivationWidth > DeltaWidth) ? ActivationWidth : DeltaWidth));
  localparam int BWidth = 1 + ((WeightWidth > FeedbackWidth)
      ? ((WeightWidth > GradientWidth) ? WeightWidth : GradientWidth)
      : ((FeedbackWidth > GradientWidth) ? FeedbackWidth : GradientWidth));
  localparam int IndexWidth = (Outputs > 1) ? $clog2(Outputs) : 1;
  localparam int StoredFeedback = (Scheme == SIGN) ? 1 : FeedbackWidth;
  localparam int FeedbackTerms = (Scheme == SPARSE) ? Connections : Outputs;
  localparam int FeedbackRows =
      (Scheme == RANDOM || Scheme == SIGN) ? Outputs : (Scheme == SPARSE) ? Connections : 0;
  localparam int SelectionRows = (Scheme == SPARSE) ? Connections : OneHot;
  // What the sum of feedback.1 carries behind the binary point of delta.
  localparam int SumFraction = (Scheme == BACKPROP) ? WeightFraction :
      (Signs != 0) ? SignShift : FeedbackFraction;
  localparam int Blocks1 = (Hidden + Columns - 1) / Columns;
  localparam int Blocks = Blocks1 + (Outputs + Columns - 1) / Columns;
  localparam int BlockWidth = $clog2(Blocks);

  // Issue: what is read in this cycle.
  logic sequencer_busy, first, final_cycle, stream, drain, element, k_first, k_last;
  logic [3:0] op;
  logic [15:0] k, i0, j0, block, row, m, n;

  train_sequencer #(
    .Inputs(Inputs), .Hidden(Hidden), .Outputs(Outputs), .Batch(Batch), .Rows(Rows),
    .Columns(Columns), .FeedbackUnit(OneHot + 2 * Sparse),
    .FeedbackTerms((OneHot != 0) ? 1 : FeedbackTerms), .Fault(Fault)
  ) u_sequencer (
    .clk_i, .rst_ni, .start_i, .busy_o(sequencer_busy), .op_o(op), .first_o(first),
    .final_o(final_cycle), .stream_o(stream), .drain_o(drain), .element_o(element),
    .k_first_o(k_first), .k_last_o(k_last), .k_o(k), .i0_o(i0), .j0_o(j0), .block_o(block),
    .row_o(row), .m_o(m), .n_o(n)
  );

  // Port: the operands are on the ports; sums that drain are converted and written.
  logic port_first, port_final, port_stream, port_drain, port_element, port_k_first, port_k_last;
  logic [3:0] port_op;
  logic [15:0] port_k, port_i0, port_j0, port_block, port_row, port_m, port_n;
  // Stage: elements are converted and written. Sums of the sparse router follow one cycle later.
  logic stage_final, stage_element;
  logic summed;  // the element on the ports is a term of a sum
  assign summed = Sparse != 0 && port_op == 4'd5;
  logic [3:0] stage_op;
  logic [15:0] stage_j0, stage_block, stage_row, stage_n;

  always_ff @(posedge clk_i or negedge rst_ni) begin
    if (!rst_ni) begin
      {port_first, port_final, port_stream, port_drain, port_element} <= '0;
      {stage_final, stage_element} <= '0;
    end else begin
      {port_first, port_final, port_stream, port_drain, port_element} <=
          {first, final_cycle, stream, drain, element};
      {stage_final, stage_element} <= {port_final && port_element, port_element && !summed};
    end
  end
  always_ff @(posedge clk_i) begin
    {port_op, port_k_first, port_k_last, port_k, port_i0, port_j0, port_block, port_row} <=
        {op, k_first, k_last, k, i0, j0, block, row};
    {port_m, port_n} <= {m, n};
    {stage_op, stage_j0, stage_block, stage_row, stage_n} <=
        {port_op, port_j0, port_block, port_row, port_n};
  end

  assign busy_o = sequencer_busy;
  assign op_start_o = port_first;
  assign op_start_number_o = port_op;

  // A sum: its last term is on the ports, is selected, and is in the sum.
  logic sum_element, sum_final;
  logic [15:0] sum_j0, sum_block, sum_row, sum_n;
  if (Sparse != 0) begin : g_sum_stage
    logic last_q;
    always_ff @(posedge clk_i or negedge rst_ni) begin
      if (!rst_ni) begin
        {last_q, sum_element, sum_final} <= '0;
      end else begin
        {last_q, sum_element, sum_final} <=
            {port_element && summed && port_k_last, last_q, stage_final};
      end
    end
    always_ff @(posedge clk_i) begin
      {sum_j0, sum_block, sum_row, sum_n} <= {stage_j0, stage_block, stage_row, stage_n};
    end
  end else begin : g_no_sum_stage
    assign {sum_element, sum_final} = '0;
    assign {sum_j0, sum_block, sum_row, sum_n} = '0;
  end

  assign op_end_o = sum_element ? sum_final :
      stage_element ? stage_final : (port_final && port_drain);

  // Addresses. Forward and feedback stream columns of their left operand, the update streams rows;
  // backpropagation streams columns of w2.
  logic update, left_transposed, right_transposed;
  logic [15:0] left_row, left_column, right_row, right_column;
  assign update = op == 4'd8 || op == 4'd10;
  always_comb begin
    left_transposed = stream && !update;
    right_transposed = stream && op == 4'd5 && TransposedWeights != 0;
    left_row = row;
    left_column = j0;
    right_row = (Sparse != 0 && op == 4'd5) ? k : row;
    right_column = j0;
    if (!sequencer_busy) begin
      left_row = host_row_i;
      left_column = host_column_i;
      right_row = host_row_i;
      right_column = host_column_i;
    end else if (stream) begin
      left_row = update ? k : i0;
      left_column = update ? i0 : k;
      right_row = right_transposed ? j0 : k;
      right_column = right_transposed ? k : j0;
    end
  end

  // What is written: by the vector unit or by the host.
  logic [3:0] write_tensor;
  logic [Banks-1:0] write_lanes;
  logic [15:0] write_row, write_column;
  logic [Banks*WordWidth-1:0] write_words;

  logic [Banks*InputWidth-1:0] a0;
  logic [Banks-1:0] t;
  logic [Banks*WeightWidth-1:0] w1, w2;
  logic [Banks*StoredFeedback-1:0] f;
  logic [Banks*IndexWidth-1:0] selections;
  logic [Banks*AddressWidth-1:0] z1, z2;
  logic [Banks*ActivationWidth-1:0] a1, a2;
  logic [Banks*DeltaWidth-1:0] d2, e1, d1;
  logic [Banks*GradientWidth-1:0] g1, g2;
  logic [Outputs*DeltaWidth-1:0] errors;
  logic unused_f;
  assign unused_f = ^{f, selections};

  train_memory #(
    .Inputs(Inputs), .Hidden(Hidden), .Outputs(Outputs), .Batch(Batch), .Columns(Columns),
    .Banks(Banks), .TransposedWeights(TransposedWeights), .FeedbackRows(FeedbackRows),
    .SelectionRows(SelectionRows), .WordWidth(WordWidth), .InputWidth(InputWidth),
    .WeightWidth(WeightWidth), .AddressWidth(AddressWidth), .ActivationWidth(ActivationWidth),
    .DeltaWidth(DeltaWidth), .FeedbackWidth(StoredFeedback), .IndexWidth(IndexWidth),
    .GradientWidth(GradientWidth)
  ) u_memory (
    .clk_i,
    .left_transposed_i(left_transposed), .left_row_i(left_row), .left_column_i(left_column),
    .right_transposed_i(right_transposed), .right_row_i(right_row), .right_column_i(right_column),
    .write_tensor_i(write_tensor), .write_lanes_i(write_lanes), .write_row_i(write_row),
    .write_column_i(write_column), .write_words_i(write_words),
    .a0_o(a0), .t_o(t), .w1_o(w1), .w2_o(w2), .f_o(f), .selections_o(selections), .z1_o(z1), .z2_o(z2), .a1_o(a1), .a2_o(a2),
    .d2_o(d2), .e1_o(e1), .d1_o(d1), .g1_o(g1), .g2_o(g2), .errors_o(errors)
  );

  // Left operand: one lane per row of the array, the constant one behind the last input, zero beyond.
  logic port_update;
  logic [Rows*AWidth-1:0] left;
  logic [Columns*BWidth-1:0] right;
  assign port_update = port_op == 4'd8 || port_op == 4'd10;

  for (genvar r = 0; r < Rows; r++) begin : g_left
    logic signed [AWidth-1:0] input_word, activation_word, word;
    logic [15:0] index;  // which input this is
    logic inside_m;
    assign index = port_update ? port_i0 + 16'(r) : port_k;
    assign inside_m = port_i0 + 16'(r) < port_m;
    assign input_word = (index == 16'(Inputs)) ? AWidth'(1) <<< InputFraction :
        {{(AWidth-InputWidth){(InputSigned != 0) && a0[r*InputWidth+InputWidth-1]}},
         a0[r*InputWidth+:InputWidth]};
    assign activation_word = (index == 16'(Hidden)) ? AWidth'(1) <<< ActivationFraction :
        {{(AWidth-ActivationWidth){(ActivationSigned != 0)
                                   && a1[r*ActivationWidth+ActivationWidth-1]}},
         a1[r*ActivationWidth+:ActivationWidth]};
    assign word = (port_op == 4'd0 || port_op == 4'd10) ? input_word :
        (port_op == 4'd5) ? AWidth'($signed(d2[r*DeltaWidth+:DeltaWidth])) : activation_word;
    assign left[r*AWidth+:AWidth] = inside_m ? word : '0;
  end

  // Right operand: one lane per column of the array. A sign is minus where the operand is negative.
  for (genvar c = 0; c < Columns; c++) begin : g_right
    logic signed [BWidth-1:0] word, feedback_word;
    logic signed [BWidth-1:0] fed_back;
    if (TransposedWeights != 0) begin : g_weights
      assign fed_back = BWidth'($signed(w2[c*WeightWidth+:WeightWidth]));
    end else if (Scheme == RANDOM || Scheme == SIGN) begin : g_stored
      assign fed_back = {{(BWidth-StoredFeedback){(FeedbackSigned != 0 || Scheme == SIGN)
                                                  && f[c*StoredFeedback+StoredFeedback-1]}},
                         f[c*StoredFeedback+:StoredFeedback]};
    end else begin : g_routed
      assign fed_back = '0;
    end
    assign feedback_word = (Fault == 5 && Signs != 0 && c == 0) ? ~fed_back : fed_back;
    assign word =
        (port_op == 4'd0) ? BWidth'($signed(w1[c*WeightWidth+:WeightWidth])) :
        (port_op == 4'd2) ? BWidth'($signed(w2[c*WeightWidth+:WeightWidth])) :
        (port_op == 4'd5) ? feedback_word :
        (port_op == 4'd8) ? BWidth'($signed(g2[c*GradientWidth+:GradientWidth])) :
        BWidth'($signed(g1[c*GradientWidth+:GradientWidth]));
    assign right[c*BWidth+:BWidth] = word;
  end

  logic array_ready;
  logic [Columns-1:0] sum_valid;
  logic [Columns*AccWidth-1:0] sums;
  os_array #(
    .Rows(Rows), .Columns(Columns), .AWidth(AWidth), .BWidth(BWidth), .AccWidth(AccWidth),
    .Signs(Signs)
  ) u_array (
    .clk_i, .rst_ni, .valid_i(port_stream), .first_i(port_k_first), .last_i(port_k_last),
    .signs_i(Signs != 0 && port_op == 4'd5), .a_i(left), .b_i(right), .ready_o(array_ready), .result_valid_o(sum_valid), .result_o(sums)
  );

  logic [Columns*DeltaWidth-1:0] routed;
  logic [Columns*AccWidth-1:0] routed_sums;
  logic [Columns*IndexWidth-1:0] selected;
  assign selected = selections[Columns*IndexWidth-1:0]
      ^ ((Fault == 4) ? (Columns*IndexWidth)'(1) : '0);
  if (Scheme == ONE_HOT) begin : g_router
    feedback_router #(.Lanes(Columns), .Outputs(Outputs), .Width(DeltaWidth)) u_router (
      .errors_i(errors), .selections_i(selected), .words_o(routed)
    );
  end else begin : g_no_router
    assign routed = '0;
  end
  if (Scheme == SPARSE) begin : g_sparse_router
    sparse_router #(
      .Lanes(Columns), .Outputs(Outputs), .DeltaWidth(DeltaWidth), .FeedbackWidth(FeedbackWidth),
      .FeedbackSigned(FeedbackSigned), .SumWidth(AccWidth)
    ) u_router (
      .clk_i, .rst_ni, .valid_i(port_element && summed), .first_i(port_k_first),
      .errors_i(errors), .selections_i(selected), .values_i(f[Columns*FeedbackWidth-1:0]),
      .sums_o(routed_sums)
    );
  end else begin : g_no_sparse_router
    assign routed_sums = '0;
  end
  logic unused_routing;
  assign unused_routing = ^{errors, selected};

  // The vector unit: sums as they drain or leave the router, elements one cycle after they were on
  // the ports.
  logic [3:0] vector_op;
  logic [15:0] vector_row, vector_j0, vector_n;
  logic [BlockWidth-1:0] state_block, host_block;
  logic vector_active, vector_layer_2, host_state;
  assign vector_active = sum_element || stage_element || (port_drain && port_row < port_m);
  assign vector_op = sum_element ? 4'd5 : stage_element ? stage_op : port_op;
  assign vector_row = sum_element ? sum_row : stage_element ? stage_row : port_row;
  assign vector_j0 = sum_element ? sum_j0 : stage_element ? stage_j0 : port_j0;
  assign vector_n = sum_element ? sum_n : stage_element ? stage_n : port_n;
  assign vector_layer_2 = (vector_op >= 4'd2 && vector_op <= 4'd4) || vector_op == 4'd7
      || vector_op == 4'd8;
  logic [15:0] host_unit;
  assign host_unit = host_column_i % 16'(Columns);
  assign host_block = BlockWidth'(host_column_i / 16'(Columns))
      + ((host_tensor_i == 4'd6) ? BlockWidth'(Blocks1) : '0);
  assign state_block = !sequencer_busy ? host_block :
      BlockWidth'(sum_element ? sum_block : stage_element ? stage_block : port_block)
      + (vector_layer_2 ? BlockWidth'(Blocks1) : '0);
  assign host_state = host_tensor_i == 4'd5 || host_tensor_i == 4'd6;

  logic layer_2_elements;
  assign layer_2_elements = port_op == 4'd3 || port_op == 4'd4;
  logic [Columns*32-1:0] states;

  for (genvar c = 0; c < Columns; c++) begin : g_lane
    logic [31:0] registers [0:Blocks-1];
    logic [31:0] state, next_state;
    logic [WordWidth-1:0] word;
    logic lane_active, host_lane, saturated, derivative_saturated;

    assign lane_active = vector_active && vector_j0 + 16'(c) < vector_n;
    assign host_lane = host_write_i && host_state && host_unit == 16'(c);
    assign state = registers[state_block];
    assign states[c*32+:32] = state;
    always_ff @(posedge clk_i) begin
      if (host_lane) begin
        registers[host_block] <= host_word_i;
      end else if (lane_active) begin
        registers[state_block] <= next_state;
      end
    end

    vector_lane #(
      .AccWidth(AccWidth), .WordWidth(WordWidth), .InputFraction(InputFraction),
      .WeightWidth(WeightWidth), .WeightFraction(WeightFraction),
      .WeightRounding(WeightRounding), .WeightOverflow(WeightOverflow),
      .DerivativeWidth(DerivativeWidth), .DerivativeFraction(DerivativeFraction),
      .DerivativeSigned(DerivativeSigned), .DerivativeRounding(DerivativeRounding),
      .DerivativeOverflow(DerivativeOverflow), .DeltaWidth(DeltaWidth),
      .DeltaFraction(DeltaFraction), .DeltaRounding(DeltaRounding), .DeltaOverflow(DeltaOverflow),
      .FeedbackFraction(SumFraction),
      .GradientWidth(GradientWidth), .GradientFraction(GradientFraction),
      .GradientRounding(GradientRounding), .GradientOverflow(GradientOverflow),
      .ActivationWidth(ActivationWidth), .ActivationFraction(ActivationFraction),
      .ActivationSigned(ActivationSigned), .TableWords(TableWords), .TableDomain(TableDomain),
      .AddressRounding(AddressRounding), .TableFile(TableFile), .EtaCode(EtaCode),
      .EtaFraction(EtaFraction), .OneHot(OneHot), .Fault(Fault)
    ) u_lane (
      .clk_i, .op_i(vector_op),
      .sum_i(sum_element ? routed_sums[c*AccWidth+:AccWidth] : sums[c*AccWidth+:AccWidth]),
      .weight_i((port_op == 4'd8) ? w2[c*WeightWidth+:WeightWidth] : w1[c*WeightWidth+:WeightWidth]),
      .z_i(layer_2_elements ? z2[c*AddressWidth+:AddressWidth] : z1[c*AddressWidth+:AddressWidth]),
      .a_i(layer_2_elements ? a2[c*ActivationWidth+:ActivationWidth]
                            : a1[c*ActivationWidth+:ActivationWidth]),
      .t_i(t[c]),
      .e_i((OneHot != 0 && port_op == 4'd5) ? routed[c*DeltaWidth+:DeltaWidth]
                                            : e1[c*DeltaWidth+:DeltaWidth]),
      .d_i((port_op == 4'd7) ? d2[c*DeltaWidth+:DeltaWidth] : d1[c*DeltaWidth+:DeltaWidth]),
      .state_i(state), .state_o(next_state), .word_o(word), .saturated_o(saturated),
      .derivative_saturated_o(derivative_saturated)
    );

    assign write_lanes_o[c] = lane_active;
    assign write_words_o[c*32+:32] = word;
    assign saturated_o[c] = lane_active && saturated;
    assign derivative_saturated_o[c] = lane_active && derivative_saturated;
  end

  assign op_number_o = vector_op;
  assign write_row_o = vector_row;
  assign write_column_o = vector_j0;

  logic [3:0] result_tensor;
  always_comb begin
    case (vector_op)
      4'd0: result_tensor = 4'd7;
      4'd1: result_tensor = 4'd9;
      4'd2: result_tensor = 4'd8;
      4'd3: result_tensor = 4'd10;
      4'd4: result_tensor = 4'd11;
      4'd5: result_tensor = 4'd12;
      4'd6: result_tensor = 4'd13;
      4'd7: result_tensor = 4'd15;
      4'd8: result_tensor = 4'd3;
      4'd9: result_tensor = 4'd14;
      default: result_tensor = 4'd2;
    endcase
  end
  assign write_tensor = host_write_i ? host_tensor_i : result_tensor;
  assign write_row = host_write_i ? host_row_i : vector_row;
  assign write_column = host_write_i ? host_column_i : vector_j0;
  assign write_lanes = host_write_i ? Banks'(!host_state) : Banks'(write_lanes_o);
  assign write_words = host_write_i ? (Banks*WordWidth)'(host_word_i)
                                    : (Banks*WordWidth)'(write_words_o);

  // Host reads: the word is in lane 0 of its tensor.
  logic [16*32-1:0] host_words;
  logic [31:0] host_state_word, host_word;
  assign host_words = {
    32'(g2[GradientWidth-1:0]), 32'(g1[GradientWidth-1:0]), 32'(d1[DeltaWidth-1:0]),
    32'(e1[DeltaWidth-1:0]), 32'(d2[DeltaWidth-1:0]), 32'(a2[ActivationWidth-1:0]),
    32'(a1[ActivationWidth-1:0]), 32'(z2[AddressWidth-1:0]), 32'(z1[AddressWidth-1:0]),
    {2{host_state_word}},
    (FeedbackRows == 0) ? 32'(selections[IndexWidth-1:0]) : 32'(f[StoredFeedback-1:0]), 32'(w2[WeightWidth-1:0]),
    32'(w1[WeightWidth-1:0]), 32'(t[0]), 32'(a0[InputWidth-1:0])
  };
  assign host_state_word = states[32*32'(host_unit)+:32];
  assign host_word = host_words[32*32'(host_tensor_i)+:32];

  always_ff @(posedge clk_i) begin
    host_word_o <= host_word;
  end

  // The array drains when the sequencer expects it to, and takes every operand.
  assign fault_o = sum_valid != {Columns{port_drain}} || (port_stream && !array_ready);

endmodule

`default_nettype wire

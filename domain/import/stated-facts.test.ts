import { describe, expect, it } from 'vitest';
import { statedBudget, statedSender, statedWindow } from './stated-facts.ts';

describe('facts that a text states', () => {
  it('take a budget whose lines add up', () => {
    const lines = '- Rows: £1,440\n- Tool: £60.50';
    expect(statedBudget(`£1,500.50 in all:\n\n${lines}\n\nAgreed with Lena.`)).toEqual({
      facts: {
        budget: {
          amount: 150_050,
          currency: 'GBP',
          lines: [
            { what: 'Rows', amount: 144_000 },
            { what: 'Tool', amount: 6050 },
          ],
        },
      },
      rest: ['Agreed with Lena.'],
    });
    expect(statedBudget(`£1,600 in all:\n\n${lines}`)).toEqual({ facts: {}, rest: ['£1,600 in all:', lines] });
    expect(statedBudget('£1,500.50 in all:\n\n- Rows: £1,440\n- Tool: €60.50').facts).toEqual({});
    expect(statedBudget('As little as possible.').facts).toEqual({});
    expect(statedBudget('In all £60.\n\n- Tool: £60.').facts.budget?.amount).toBe(6000);
  });

  it.each([
    '€3.000 in all:\n\n- Data: €1.000\n- Tools: €2.000',
    '€3.000,50 in all:\n\n- Data: €1.000,50\n- Tools: €2.000',
    '€3,5 in all:\n\n- Data: €1,5\n- Tools: €2',
    '€30.000 in all:\n\n- Data: €10.000\n- Tools: €20.000',
  ])('leave a budget alone that is written with other points and commas: %j', (text) => {
    expect(statedBudget(text).facts).toEqual({});
    expect(statedBudget(text).rest.join('\n\n')).toBe(text);
  });

  it('take a launch window whose weekday fits its date, in a zone that is named', () => {
    const window = { opens: '2027-01-11T09:00', closes: '2027-01-11T11:30', timeZone: 'Europe/London' };
    expect(statedWindow('Monday 11 January 2027, 09:00 to 11:30, London time. First 160 of 480 contacts.')).toEqual({
      facts: { window, reach: { contacts: 480, firstBatch: 160 } },
      rest: [],
    });
    for (const doubtful of [
      'Tuesday 11 January 2027, 09:00 to 11:30, London time.',
      'Monday 11 January 2027, 09:00 to 11:30, Atlantis time.',
      'Monday 11 January 2027, 11:30 to 09:00, London time.',
      '31 February 2027, 09:00 to 11:30, London time.',
      'Some Monday in January.',
    ])
      expect(statedWindow(doubtful)).toEqual({ facts: {}, rest: [doubtful] });
  });

  it('take a sender with an e-mail address', () => {
    const text = 'Sam Tolliver, account executive, sam@noticewren.example, +44 1632 960142';
    expect(statedSender(`${text}\n\nPostal address in every e-mail: Noticewren Ltd, 14 Tanners Yard`)).toEqual({
      facts: {
        sender: {
          name: 'Sam Tolliver',
          email: 'sam@noticewren.example',
          company: 'Noticewren Ltd',
          phone: '+44 1632 960142',
          address: 'Noticewren Ltd, 14 Tanners Yard',
          optOutUrl: '',
        },
      },
      rest: ['account executive'],
    });
    const optOut = 'Opt-out page: <https://noticewren.example/opt-out>, or reply “stop”';
    expect(statedSender(`${text}\n\nPostal address: Noticewren\n\n${optOut}`)).toMatchObject({
      facts: { sender: { optOutUrl: 'https://noticewren.example/opt-out' } },
      rest: ['account executive', 'or reply “stop”'],
    });
    expect(statedSender('Sam, sam@').rest).toEqual(['Sam, sam@']);
  });
});
